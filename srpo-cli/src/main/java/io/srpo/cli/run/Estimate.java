package io.srpo.cli.run;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.srpo.cli.frame.JsonLines;
import io.srpo.cli.wire.Machine;
import io.srpo.cli.wire.Trial;
import io.srpo.train.config.RunConfig;
import io.srpo.train.config.StageSpec;
import io.srpo.train.config.UntilSpec;
import io.srpo.train.loop.ResidentMemory;
import io.srpo.train.loop.RunPlan;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.OptionalLong;

/**
 * What a run will take, from a short piece of it that was really run: seconds of a step of each stage, of an evaluation, of a checkpoint. Steps are counted as far as
 * the configuration bounds them, so a run whose stages end earlier takes less; rules that hang from what the model learns bound nothing.
 *
 * @param stages in the run's order
 * @param seconds in all; NaN when no rule bounds the steps
 * @param memory peak of the piece that was run, bytes
 * @param disk bytes that the run's folder takes at most at once
 */
record Estimate(List<OfStage> stages, double seconds, long memory, long disk, long parameters, double tokensASecond) {
    /** Bytes that the ledger needs for a response token and its log-probability, and for the rest of a rollout; as measured on the demo's. */
    private static final int LEDGER_BYTES_A_TOKEN = 10;

    private static final int LEDGER_BYTES_A_ROLLOUT = 200;

    /**
     * One stage.
     *
     * @param steps at most; empty when nothing bounds them
     */
    record OfStage(String name, OptionalLong steps, double secondsAStep, double tokensAStep) {
        double most() {
            return steps.isPresent() ? steps.getAsLong() : Double.NaN;
        }
    }

    static Estimate of(RunConfig config) {
        List<OptionalLong> bounds = withinBudget(config, RunPlan.of(config));
        List<OfStage> stages = new ArrayList<>();
        Trial.Measured worst = new Trial.Measured(0, 0, 0, 0, 0);
        try (Trial trial = Trial.open(config)) {
            for (int s = 0; s < config.stages().size(); s++) {
                Trial.Measured measured = trial.stage(s);
                String name = config.stages().get(s).name();
                stages.add(new OfStage(name, bounds.get(s), measured.seconds(), measured.tokens()));
                worst = worst.worse(measured);
            }
            double steps = most(stages);
            double seconds = stages.stream()
                            .mapToDouble(stage -> stage.most() * stage.secondsAStep())
                            .sum()
                    + trial.loading()
                    + worst.opening()
                    + worst.evaluation() * (2 + many(steps, config.evaluation().every()))
                    + worst.saving() * (1 + many(steps, config.checkpoint().every()));
            Double hours = config.budget().hours();
            return new Estimate(
                    stages,
                    hours == null ? seconds : Double.isNaN(seconds) ? 3600 * hours : Math.min(seconds, 3600 * hours),
                    ResidentMemory.peakMegabytes() << 20,
                    disk(config, stages, trial.checkpointBytes(), Float.BYTES * trial.parameters()),
                    trial.parameters(),
                    stages.stream().mapToDouble(OfStage::tokensAStep).sum()
                            / stages.stream().mapToDouble(OfStage::secondsAStep).sum());
        }
    }

    /** Checkpoints as many as are saved, at most those kept and one more while it is written; the final model; the ledger as far as steps are bounded. */
    private static long disk(RunConfig config, List<OfStage> stages, long checkpoint, long model) {
        double answers = (double) config.rollout().prompts() * config.rollout().samples();
        double ledger = stages.stream()
                .filter(stage -> stage.steps().isPresent())
                .mapToDouble(stage ->
                        stage.most() * (answers * LEDGER_BYTES_A_ROLLOUT + stage.tokensAStep() * LEDGER_BYTES_A_TOKEN))
                .sum();
        int every = config.checkpoint().every();
        double steps = most(stages);
        double saved = Double.isNaN(steps) && every > 0 ? Double.MAX_VALUE : 1 + many(steps, every);
        double together = Math.min(saved, config.checkpoint().keep() + 1);
        return (long) (checkpoint * together + model + ledger);
    }

    /** Steps of all stages at most; NaN when nothing bounds one of them. */
    private static double most(List<OfStage> stages) {
        return stages.stream().mapToDouble(OfStage::most).sum();
    }

    private static double many(double steps, int every) {
        return every == 0 || Double.isNaN(steps) ? 0 : Math.floor(steps / every);
    }

    /** Steps of each stage at most; a budget of rollouts ends them early. */
    private static List<OptionalLong> withinBudget(RunConfig config, RunPlan plan) {
        long prompts = config.rollout().prompts();
        long aStep = prompts * config.rollout().samples();
        Long rollouts = config.budget().rollouts();
        long left = rollouts == null ? Long.MAX_VALUE : (rollouts + aStep - 1) / aStep;
        List<OptionalLong> bounds = new ArrayList<>();
        for (int s = 0; s < config.stages().size(); s++) {
            StageSpec stage = config.stages().get(s);
            long tasks = plan.data().get(s).taskIds().size();
            OptionalLong bound = bound(stage.until(), (tasks + prompts - 1) / prompts);
            if (rollouts != null) {
                bound = OptionalLong.of(Math.min(left, bound.orElse(left)));
                left -= bound.getAsLong();
            }
            bounds.add(bound);
        }
        return bounds;
    }

    /** Steps of the whole run at most. */
    OptionalLong steps() {
        double steps = most(stages);
        return Double.isNaN(steps) ? OptionalLong.empty() : OptionalLong.of(Math.round(steps));
    }

    /** Steps after which a rule ends its stage at the latest. */
    static OptionalLong bound(UntilSpec rule, long epoch) {
        if (rule instanceof UntilSpec.Steps steps) {
            return OptionalLong.of(steps.steps());
        } else if (rule instanceof UntilSpec.Epochs epochs) {
            return OptionalLong.of(epochs.epochs() * epoch);
        } else if (rule instanceof UntilSpec.Any any) {
            return any.rules().stream()
                    .map(r -> bound(r, epoch))
                    .filter(OptionalLong::isPresent)
                    .mapToLong(OptionalLong::getAsLong)
                    .min();
        } else if (rule instanceof UntilSpec.All all) {
            List<OptionalLong> bounds =
                    all.rules().stream().map(r -> bound(r, epoch)).toList();
            return bounds.stream().allMatch(OptionalLong::isPresent)
                    ? bounds.stream().mapToLong(OptionalLong::getAsLong).max()
                    : OptionalLong.empty();
        }
        return OptionalLong.empty();
    }

    List<String> lines(RunConfig config, Path folder) {
        List<String> lines = new ArrayList<>();
        lines.add(String.format(
                Locale.ROOT,
                "# %.1f million parameters; tried out here: %.0f tokens/s over whole steps",
                parameters / 1e6,
                tokensASecond));
        for (OfStage stage : stages) {
            lines.add(String.format(
                    Locale.ROOT,
                    "# stage %s: %s steps, %.3g seconds and %.0f tokens a step",
                    stage.name(),
                    stage.steps().isPresent() ? "at most " + stage.steps().getAsLong() : "any number of",
                    stage.secondsAStep(),
                    stage.tokensAStep()));
        }
        long aStep = (long) config.rollout().prompts() * config.rollout().samples();
        lines.add("# in all "
                + (steps().isPresent()
                        ? "at most " + steps().getAsLong() + " steps, " + steps().getAsLong() * aStep + " rollouts, "
                                + Watch.duration(seconds) + " with evaluations and checkpoints"
                        : "any number of steps: no rule of a stage bounds them"));
        lines.add("# " + Machine.gigabytes(memory) + " of memory (" + Machine.gigabytes(Machine.freeMemory())
                + " are free), " + Machine.gigabytes(disk) + " of disk ("
                + Machine.gigabytes(Machine.freeDisk(there(folder))) + " are free)");
        return lines;
    }

    /** The folder, or the nearest one above it that is there. */
    private static Path there(Path folder) {
        Path at = folder.toAbsolutePath();
        for (Path up = at.getParent(); !at.toFile().exists() && up != null; up = up.getParent()) {
            at = up;
        }
        return at;
    }

    ObjectNode json(RunConfig config, Path folder) {
        ObjectNode json = JsonLines.MAPPER.createObjectNode();
        json.put("run", folder.toString()).put("dry_run", true);
        long aStep = (long) config.rollout().prompts() * config.rollout().samples();
        if (steps().isPresent()) {
            json.put("steps", steps().getAsLong()).put("rollouts", steps().getAsLong() * aStep);
        } else {
            json.putNull("steps").putNull("rollouts");
        }
        json.put(
                "seconds_a_step",
                stages.stream().mapToDouble(OfStage::secondsAStep).max().orElse(0));
        if (Double.isFinite(seconds)) {
            json.put("seconds", seconds);
        }
        return json.put("memory", memory).put("disk", disk).put("parameters", parameters);
    }
}
