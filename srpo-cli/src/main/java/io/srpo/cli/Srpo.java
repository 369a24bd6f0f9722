package io.srpo.cli;

import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.ScopeType;

/** The program: {@code ./srpo COMMAND ...}. Exit status 0 done, 1 the run failed, 2 bad usage or input. */
@Command(
        name = "srpo",
        versionProvider = Version.class,
        mixinStandardHelpOptions = true,
        scope = ScopeType.INHERIT,
        usageHelpWidth = 110,
        synopsisSubcommandLabel = "COMMAND",
        header =
                "Two-Staged history-Resampling Policy Optimization: reinforcement learning of language models on the JVM.",
        footer = {"", "Begin with: ./srpo demo. Each command explains itself: ./srpo train --help."},
        subcommands = {CommandLine.HelpCommand.class})
public final class Srpo {
    private Srpo() {}

    public static void main(String[] args) {
        Logging.configure();
        System.exit(commandLine().execute(args));
    }

    /** The command line as {@link #main} runs it; writers can be exchanged. */
    static CommandLine commandLine() {
        CommandLine line = new CommandLine(new Srpo(), new Factory());
        line.setCaseInsensitiveEnumValuesAllowed(true);
        line.setExecutionExceptionHandler(new Failures());
        line.setParameterExceptionHandler(new BadUsage());
        return line;
    }
}
