package io.srpo.cli.data;

import io.srpo.cli.model.Difficulty;
import picocli.CommandLine.Command;

/** Groups what is done with problem sets. */
@Command(
        name = "data",
        description = "Problem sets.",
        synopsisSubcommandLabel = "get, inspect, curate, difficulty or generate",
        subcommands = {Get.class, Inspect.class, Curate.class, Difficulty.class, Generate.class})
public final class Data {}
