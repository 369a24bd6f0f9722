package io.srpo.cli.verify;

import picocli.CommandLine.Command;

/** Groups the verifiers. */
@Command(
        name = "verify",
        description = "Is this answer right? Judges JSON lines, one answer line each, in the same order.",
        synopsisSubcommandLabel = "(math | code)",
        subcommands = {VerifyMath.class, VerifyCode.class})
public final class Verify {}
