package io.srpo.bench;

import io.srpo.core.reward.Judged;
import io.srpo.core.reward.Reward;
import io.srpo.core.reward.Verdict;
import io.srpo.core.rollout.Group;
import io.srpo.core.rollout.Prompt;
import io.srpo.core.rollout.Rollout;
import io.srpo.core.task.Domain;
import io.srpo.core.task.Reference;
import io.srpo.core.task.Task;
import io.srpo.data.ledger.At;
import io.srpo.data.ledger.Ledger;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/** One step's rollouts (16 prompts x 8 answers of 128 tokens) written to a ledger and on the disk. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Fork(1)
@Warmup(iterations = 2, time = 1)
@Measurement(iterations = 3, time = 2)
public class LedgerBench {
    private final List<Judged> groups = new ArrayList<>();
    private Path folder;
    private Ledger ledger;
    private long step;

    @Setup
    public void setUp() throws IOException {
        folder = Files.createTempDirectory("srpo-ledger-bench");
        ledger = Ledger.open(folder.resolve("ledger.duckdb"));
        String text = "first this, then that; ".repeat(20);
        for (int p = 0; p < 16; p++) {
            Task task =
                    new Task("task-" + p, Domain.MATH, "What is " + p + " + 1?", new Reference.Answer("" + (p + 1)));
            List<Rollout> rollouts = new ArrayList<>();
            List<Judged.Answer> answers = new ArrayList<>();
            for (int s = 0; s < 8; s++) {
                Rollout rollout = new Rollout(s, new int[128], new float[128], 0, text + s, Rollout.Ending.STOP);
                rollouts.add(rollout);
                answers.add(new Judged.Answer(
                        rollout,
                        Verdict.right("equal numbers", "" + (p + 1)),
                        new Reward(1.1, Map.of("accuracy", 1.0))));
            }
            groups.add(new Judged(new Group(new Prompt(task, task.question(), ""), new int[80], rollouts), answers));
        }
    }

    @Benchmark
    public void append() {
        ledger.append(new At(++step, "reasoning", 0), groups);
    }

    @TearDown
    public void tearDown() throws IOException {
        ledger.close();
        try (var files = Files.list(folder)) {
            for (Path file : files.toList()) {
                Files.delete(file);
            }
        }
        Files.delete(folder);
    }
}
