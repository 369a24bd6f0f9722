package io.srpo.cli.run;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.srpo.cli.frame.JsonLines;
import io.srpo.cli.wire.Machine;
import io.srpo.cli.wire.Speed;
import io.srpo.train.config.RunConfig;
import io.srpo.train.config.StageSpec;
import io.srpo.train.config.UntilSpec;
import io.srpo.train.loop.RunPlan;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.OptionalLong;

/**
 * What a run would take at most: speed is measured with the run's own model and prompts, every answer is taken to reach the limit, and every
 * group to be learnt from. Rules that hang from what the model learns are bounded by the steps beside them, or by nothing.
 *
 * @param steps at most; empty when no rule bounds them
 * @param rollouts at most; empty when nothing bounds them
 * @param memory bytes
 */
record Estimate(
        OptionalLong steps,
        OptionalLong rollouts,
        double secondsAStep,
        long memory,
        long parameters,
        Speed.Measured speed) {
    static Estimate of(RunConfig config) {
        RunPlan plan = RunPlan.of(config);
        Speed.Measured speed = Speed.measure(config, plan);
        OptionalLong steps = OptionalLong.of(0);
        double longest = 0;
        for (int s = 0; s < config.stages().size(); s++) {
            StageSpec stage = config.stages().get(s);
            long prompts = plan.data().get(s).taskIds().size();
            long epoch = (prompts + config.rollout().prompts() - 1)
                    / config.rollout().prompts();
            OptionalLong bound = bound(stage.until(), epoch);
            steps = steps.isPresent() && bound.isPresent()
                    ? OptionalLong.of(steps.getAsLong() + bound.getAsLong())
                    : OptionalLong.empty();
            longest = Math.max(longest, config.rollout().sampling(stage).maxTokens());
        }
        long aStep = (long) config.rollout().prompts() * config.rollout().samples();
        OptionalLong rollouts = steps.isPresent() ? OptionalLong.of(steps.getAsLong() * aStep) : OptionalLong.empty();
        if (config.budget().rollouts() != null) {
            long most = config.budget().rollouts();
            rollouts = OptionalLong.of(rollouts.isPresent() ? Math.min(most, rollouts.getAsLong()) : most);
            steps = OptionalLong.of((rollouts.getAsLong() + aStep - 1) / aStep);
        }
        double tokens = aStep * longest;
        double seconds = tokens / speed.rolloutTokens()
                + config.objective().updates()
                        * (tokens + config.rollout().prompts() * speed.promptTokens())
                        / speed.trainTokens();
        // Weights, gradients, two moments in fp32; a fifth of the machine at most for keys and values.
        long memory = 16 * speed.parameters() + (long) (0.2 * Machine.memory());
        return new Estimate(steps, rollouts, seconds, memory, speed.parameters(), speed);
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

    List<String> lines() {
        List<String> lines = new ArrayList<>();
        lines.add(String.format(
                Locale.ROOT,
                "# %.1f million parameters; measured here: %.0f tokens/s drawn, %.0f tokens/s trained",
                parameters / 1e6,
                speed.rolloutTokens(),
                speed.trainTokens()));
        lines.add("# at most " + (steps.isPresent() ? steps.getAsLong() + " steps" : "any number of steps") + ", "
                + (rollouts.isPresent() ? rollouts.getAsLong() + " rollouts" : "any number of rollouts") + ", "
                + Watch.duration(secondsAStep) + " a step"
                + (steps.isPresent() ? ", " + Watch.duration(secondsAStep * steps.getAsLong()) + " in all" : "")
                + ", without evaluations");
        lines.add("# at most " + Machine.gigabytes(memory) + " of memory; " + Machine.gigabytes(Machine.freeMemory())
                + " are free");
        return lines;
    }

    ObjectNode json(Path folder) {
        ObjectNode json = JsonLines.MAPPER.createObjectNode();
        json.put("run", folder.toString()).put("dry_run", true);
        put(json, "steps", steps);
        put(json, "rollouts", rollouts);
        json.put("seconds_a_step", secondsAStep);
        if (steps.isPresent()) {
            json.put("seconds", secondsAStep * steps.getAsLong());
        }
        return json.put("memory", memory).put("parameters", parameters);
    }

    private static void put(ObjectNode json, String key, OptionalLong value) {
        if (value.isPresent()) {
            json.put(key, value.getAsLong());
        } else {
            json.putNull(key);
        }
    }
}
