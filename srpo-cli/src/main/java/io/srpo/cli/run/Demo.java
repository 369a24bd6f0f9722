package io.srpo.cli.run;

import io.srpo.cli.frame.Output;
import io.srpo.cli.wire.WiredRun;
import io.srpo.core.SrpoException;
import io.srpo.core.task.Domain;
import io.srpo.data.generate.Generation;
import io.srpo.data.generate.Level;
import io.srpo.data.generate.Split;
import io.srpo.data.generate.Styles;
import io.srpo.train.config.RunConfig;
import io.srpo.train.loop.Outcome;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** The main job on what comes with the product: the bundled policy, generated problems, two stages, held-out problems before and after. */
@Command(
        name = "demo",
        description = {
            "The whole method in minutes: a small policy learns math, then math and code.",
            "With history resampling, held-out problems before and after, and a report."
        })
public final class Demo implements Callable<Integer> {
    /** Problems of each kind; the generator's seed is fixed, so every demo trains on the same ones. */
    private static final long DATA_SEED = 7;

    private static final int TRAINING = 240;
    private static final int HELD_OUT = 100;

    @Option(names = "--fast", description = "About one minute instead of two.")
    private boolean fast;

    @Option(names = "--seed", paramLabel = "N", description = "What the run's randomness hangs from; 7 without it.")
    private long seed = 7;

    @Option(
            names = "--run",
            paramLabel = "DIR",
            description = "The run's folder; without it runs/demo, or the next free one.")
    private @Nullable Path run;

    @Mixin
    private Output output = new Output();

    @Spec
    @SuppressWarnings("NullAway.Init") // set by picocli
    private CommandSpec spec;

    @Override
    public Integer call() {
        Path folder = run == null ? free(Path.of("runs")) : run;
        PrintWriter words = output.words(spec);
        Watch watch = new Watch(spec.commandLine().getErr());
        watch.line(
                "A small language model (1.7 million parameters) is about to learn by trial and error: it answers each problem "
                        + "several times, a verifier says which answers are right, and the right ones become more likely.");
        watch.line("Everything is kept in " + folder + ".");
        RunConfig config = configuration(folder);
        try (Interrupt interrupt = new Interrupt(() -> watch.line("finishing the step and saving ..."))) {
            Outcome outcome = new WiredRun(config, folder, false).run(watch, interrupt);
            Told.of(outcome, folder).forEach(words::println);
            words.flush();
            output.result(spec, RunResult.json(outcome, folder));
        }
        return 0;
    }

    /** Writes the problems and the configuration where a person finds them, and reads it as {@code ./srpo train} would. */
    private RunConfig configuration(Path folder) {
        Path data = folder.resolve("data");
        for (Domain domain : List.of(Domain.MATH, Domain.CODE)) {
            problems(domain, Split.TRAIN, TRAINING, data.resolve(domain + ".jsonl"));
            problems(domain, Split.HELD_OUT, HELD_OUT, data.resolve("heldout-" + domain + ".jsonl"));
        }
        Path file = folder.resolve("demo.yaml");
        String resource = fast ? "demo-fast.yaml" : "demo.yaml";
        try (InputStream in = Objects.requireNonNull(Demo.class.getResourceAsStream(resource), resource)) {
            Files.write(file, in.readAllBytes());
        } catch (IOException e) {
            throw SrpoException.resource(
                    "cannot write " + file + ": " + e.getMessage() + "; name another folder with --run", e);
        }
        return RunConfig.load(file, List.of("seed=" + seed));
    }

    private static void problems(Domain domain, Split split, int count, Path out) {
        new Generation(
                        Generation.Kind.TASKS,
                        List.of(domain),
                        List.of(Level.values()),
                        split,
                        count,
                        DATA_SEED,
                        Styles.DEFAULT,
                        out)
                .write();
    }

    private static Path free(Path runs) {
        Path folder = runs.resolve("demo");
        for (int n = 2; Files.exists(folder); n++) {
            folder = runs.resolve("demo-" + n);
        }
        return folder;
    }
}
