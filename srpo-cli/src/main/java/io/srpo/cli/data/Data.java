package io.srpo.cli.data;

import picocli.CommandLine.Command;

/** Groups what is done with problem sets. */
@Command(
        name = "data",
        description = "Problem sets.",
        synopsisSubcommandLabel = "generate",
        subcommands = {Generate.class})
public final class Data {}
