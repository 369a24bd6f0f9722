package io.srpo.cli.run;

import io.srpo.cli.frame.Output;
import io.srpo.cli.wire.WiredRun;
import io.srpo.core.SrpoException;
import io.srpo.train.config.ConfigChanges;
import io.srpo.train.config.RunConfig;
import io.srpo.train.loop.Outcome;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** A run from its configuration. */
@Command(
        name = "train",
        description = {
            "A run from a YAML configuration: stages, history resampling, ledger, checkpoints, report.",
            "Ctrl-C finishes the step, saves and says how to go on."
        })
public final class Train implements Callable<Integer> {
    @Parameters(paramLabel = "CONFIG", description = "The run's configuration.")
    private Path config = Path.of("");

    @Option(
            names = "--run",
            paramLabel = "DIR",
            description = "The run's folder; runs/ and the configuration's name without it.")
    private @Nullable Path run;

    @Option(
            names = "--resume",
            description =
                    "Go on from the newest whole checkpoint, with the run's own configuration; --set still counts.")
    private boolean resume;

    @Option(
            names = "--set",
            paramLabel = "KEY=VALUE",
            description = "Overrides a value: rollout.samples=16, stages.0.until.steps=5.")
    private List<String> sets = new ArrayList<>();

    @Option(
            names = "--dry-run",
            description = "Print the resolved configuration and what the run would take; train nothing.")
    private boolean dryRun;

    @Mixin
    private Output output = new Output();

    @Spec
    @SuppressWarnings("NullAway.Init") // set by picocli
    private CommandSpec spec;

    @Override
    public Integer call() {
        Path folder = run == null ? Path.of("runs", name(config)) : run;
        RunConfig resolved = RunConfig.load(resume ? own(folder) : config, sets);
        PrintWriter words = output.words(spec);
        if (dryRun) {
            Estimate estimate = Estimate.of(resolved);
            words.println(resolved.toYaml());
            estimate.lines(resolved, folder).forEach(words::println);
            words.flush();
            output.result(spec, estimate.json(resolved, folder));
            return 0;
        }
        Watch watch = new Watch(spec.commandLine().getErr());
        if (resume) {
            sayWhatDoesNotCount(resolved, watch);
        }
        try (Interrupt interrupt = new Interrupt(() -> watch.line("finishing the step and saving ..."))) {
            Outcome outcome = new WiredRun(resolved, folder, resume).run(watch, interrupt);
            Told.of(outcome, folder).forEach(words::println);
            if (!outcome.complete()) {
                words.println("go on with: ./srpo train " + config + " --run " + folder + " --resume");
            }
            words.flush();
            output.result(spec, RunResult.json(outcome, folder));
        }
        return 0;
    }

    /** A resume takes the run's own configuration; someone who has edited the file that it was begun with expects otherwise. What is set now counts. */
    private void sayWhatDoesNotCount(RunConfig counts, Watch watch) {
        if (!Files.isRegularFile(config)) {
            return;
        }
        try {
            RunConfig edited = RunConfig.reload(config);
            // A run's own configuration says which number type was measured as the fastest.
            String dtype = edited.model().dtype().equals("auto")
                    ? counts.model().dtype()
                    : edited.model().dtype();
            List<String> keys = ConfigChanges.between(edited.withDtype(dtype), counts).keys().stream()
                    .filter(key -> sets.stream().noneMatch(set -> set.startsWith(key + "=")))
                    .toList();
            if (!keys.isEmpty()) {
                watch.line("note: the run goes on with its own configuration; these keys of " + config
                        + " differ from it and do not count: " + String.join(", ", keys)
                        + " (change one with --set KEY=VALUE)");
            }
        } catch (SrpoException noLongerValid) {
            watch.line("note: the run goes on with its own configuration, not with " + config + ", which is faulty: "
                    + noLongerValid.getMessage());
        }
    }

    private static Path own(Path folder) {
        Path file = folder.resolve("config.yaml");
        if (!Files.isRegularFile(file)) {
            throw SrpoException.input("there is no run in " + folder + " to go on with; start it without --resume");
        }
        return file;
    }

    static String name(Path config) {
        String file = String.valueOf(config.getFileName());
        int dot = file.lastIndexOf('.');
        return dot > 0 ? file.substring(0, dot) : file;
    }
}
