package io.srpo.cli.wire;

import io.srpo.core.SrpoException;
import io.srpo.train.config.EvaluationSpec;
import io.srpo.train.config.RunConfig;
import io.srpo.train.config.StageSpec;
import io.srpo.train.config.UntilSpec;
import io.srpo.train.evaluate.Score;
import io.srpo.train.loop.Machinery;
import io.srpo.train.loop.RunPlan;
import io.srpo.train.loop.StopSignals;
import io.srpo.train.loop.TrainListener;
import io.srpo.train.loop.Trainer;
import io.srpo.train.run.DurableFiles;
import io.srpo.train.run.RunDirectory;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * A short piece of a run, to learn what the whole will take: of every stage a small step to get warm and one whole step, some held-out problems, one checkpoint, all
 * through the trainer itself, in a folder that is deleted afterwards. Where a whole step would take long, fewer prompts stand for it.
 */
public final class Trial implements AutoCloseable {
    private static final int WARM_PROMPTS = 2;
    private static final double LONG_SECONDS = 40;
    private static final int HELD_OUT_ANSWERS = 64;

    private final RunConfig config;
    private final Path folder;
    private final TrainedPolicy trained;
    private final double loading;

    private Trial(RunConfig config, Path folder, TrainedPolicy trained, double loading) {
        this.config = config;
        this.folder = folder;
        this.trained = trained;
        this.loading = loading;
    }

    /**
     * What a stage's step takes.
     *
     * @param seconds of one step with all its prompts
     * @param tokens response tokens of it
     * @param evaluation seconds that measuring all held-out sets takes
     * @param saving seconds that a checkpoint takes
     * @param opening seconds until verifiers stand
     */
    public record Measured(double seconds, double tokens, double evaluation, double saving, double opening) {
        /** Of each figure the larger. */
        public Measured worse(Measured other) {
            return new Measured(
                    Math.max(seconds, other.seconds),
                    Math.max(tokens, other.tokens),
                    Math.max(evaluation, other.evaluation),
                    Math.max(saving, other.saving),
                    Math.max(opening, other.opening));
        }
    }

    /** Opens the run's model. */
    public static Trial open(RunConfig config) {
        long begun = System.nanoTime();
        TrainedPolicy trained = TrainedPolicy.open(config, null);
        try {
            Path folder = Files.createTempDirectory("srpo-trial-");
            return new Trial(config, folder, trained, since(begun));
        } catch (IOException e) {
            trained.close();
            throw SrpoException.resource("cannot write temporary files: " + e.getMessage(), e);
        }
    }

    /** Seconds until the model was there. */
    public double loading() {
        return loading;
    }

    public long parameters() {
        return trained.policy().parameters();
    }

    /** Measures one stage. */
    public Measured stage(int index) {
        StageSpec stage = config.stages().get(index);
        int prompts = config.rollout().prompts();
        Watcher warm = run(stage, Math.min(WARM_PROMPTS, prompts), List.of(), "warm-" + index);
        double guess = warm.seconds * prompts / Math.min(WARM_PROMPTS, prompts);
        int taken = guess <= LONG_SECONDS ? prompts : Math.max(WARM_PROMPTS, (int) (prompts * LONG_SECONDS / guess));
        List<EvaluationSpec.EvalSet> sets = new ArrayList<>();
        if (index == config.stages().size() - 1) {
            config.evaluation()
                    .sets()
                    .forEach(set -> sets.add(set.first(Math.max(1, HELD_OUT_ANSWERS / set.samples()))));
        }
        Watcher whole = run(stage, taken, sets, "whole-" + index);
        double scale = (double) prompts / Math.max(1, whole.prompts);
        return new Measured(
                whole.seconds * scale, whole.tokens * scale, evaluation(whole.scores), whole.saving, whole.opening);
    }

    /** Bytes of a checkpoint. */
    public long checkpointBytes() {
        return DurableFiles.bytes(folder.resolve("whole-0").resolve("checkpoints"));
    }

    private Watcher run(StageSpec stage, int prompts, List<EvaluationSpec.EvalSet> sets, String name) {
        RunConfig small = config.alone(
                stage.withUntil(new UntilSpec.Steps(1)),
                config.rollout().withPrompts(prompts),
                new EvaluationSpec(0, sets));
        RunPlan plan = RunPlan.of(small);
        Watcher watcher = new Watcher(config.rollout().samples());
        Path run = folder.resolve(name);
        try (RunDirectory directory = RunDirectory.create(run)) {
            Machinery machinery = WiredRun.machinery(small, plan, trained);
            watcher.ready();
            new Trainer(plan, machinery, directory, watcher, new StopSignals(() -> false, run)).run(false);
        }
        return watcher;
    }

    /** From the answers that were measured to all that the sets ask for. */
    private double evaluation(List<Score> measured) {
        double answers = measured.stream()
                .mapToInt(score -> score.questions() * score.samples())
                .sum();
        double seconds = measured.stream().mapToDouble(Score::seconds).sum();
        double all = RunPlan.of(config).evaluations().stream()
                .mapToInt(set -> set.tasks().size() * set.sampling().samples())
                .sum();
        return answers == 0 ? 0 : seconds * all / answers;
    }

    private static double since(long begun) {
        return (System.nanoTime() - begun) / 1e9;
    }

    @Override
    public void close() {
        trained.close();
        DurableFiles.discard(folder);
    }

    /** Hears what the trainer tells. */
    private static final class Watcher implements TrainListener {
        private final int samples;
        private final long begun = System.nanoTime();
        private double opening;
        private double seconds;
        private double tokens;
        private int prompts;
        private double saving;
        private long mark;
        private List<Score> scores = List.of();

        Watcher(int samples) {
            this.samples = samples;
        }

        void ready() {
            opening = since(begun);
        }

        @Override
        public void stepDone(Step step) {
            seconds = step.seconds();
            tokens = step.metrics().rollouts().tokens();
            prompts = step.metrics().rollouts().paid() / samples;
            mark = System.nanoTime();
        }

        @Override
        public void evaluated(long step, List<Score> found) {
            scores = found;
            mark = System.nanoTime();
        }

        @Override
        public void saved(long step, Path at) {
            saving = since(mark);
        }
    }
}
