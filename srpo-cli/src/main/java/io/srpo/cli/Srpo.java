package io.srpo.cli;

import io.srpo.cli.data.Data;
import io.srpo.cli.frame.BadUsage;
import io.srpo.cli.frame.Factory;
import io.srpo.cli.frame.Failures;
import io.srpo.cli.frame.Logging;
import io.srpo.cli.frame.Version;
import io.srpo.cli.machine.Bench;
import io.srpo.cli.machine.Doctor;
import io.srpo.cli.model.Eval;
import io.srpo.cli.model.Generate;
import io.srpo.cli.model.Score;
import io.srpo.cli.run.Demo;
import io.srpo.cli.run.History;
import io.srpo.cli.run.PrintSchema;
import io.srpo.cli.run.ReplayBatch;
import io.srpo.cli.run.Sft;
import io.srpo.cli.run.Train;
import io.srpo.cli.run.WriteReport;
import io.srpo.cli.verify.Verify;
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
        footer = {"", "Begin with: ./srpo demo. Each command explains itself: ./srpo train --help."},
        subcommands = {
            Demo.class,
            Train.class,
            Sft.class,
            Eval.class,
            Generate.class,
            Score.class,
            Verify.class,
            History.class,
            WriteReport.class,
            ReplayBatch.class,
            PrintSchema.class,
            Data.class,
            Doctor.class,
            Bench.class,
            CommandLine.HelpCommand.class
        })
public final class Srpo {
    private Srpo() {}

    public static void main(String[] args) {
        Logging.configure();
        int status;
        try {
            status = commandLine().execute(args);
        } catch (OutOfMemoryError e) {
            // Not even the commands could be set up.
            Failures.tell(e, System.err);
            status = 1;
        }
        System.exit(status);
    }

    /** The command line as {@link #main} runs it; writers can be exchanged. */
    static CommandLine commandLine() {
        CommandLine line = new CommandLine(new Srpo(), new Factory());
        // Not in the annotation, whose header every command would inherit, and show in place of what it does.
        line.getCommandSpec()
                .usageMessage()
                .header(
                        "Two-Staged history-Resampling Policy Optimization: reinforcement learning of language models on the JVM.");
        line.setCaseInsensitiveEnumValuesAllowed(true);
        line.setExecutionStrategy(new Failures.Told());
        line.setExecutionExceptionHandler(new Failures());
        line.setParameterExceptionHandler(new BadUsage());
        return line;
    }
}
