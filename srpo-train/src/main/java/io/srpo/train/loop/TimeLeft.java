package io.srpo.train.loop;

import io.srpo.core.stage.AllOf;
import io.srpo.core.stage.AnyOf;
import io.srpo.core.stage.EndRule;
import io.srpo.core.stage.Stage;
import io.srpo.core.stage.Steps;
import java.util.OptionalLong;

/** How long a run will still take, as far as its plan bounds it: by steps, rollouts or hours. */
final class TimeLeft {
    private final RunPlan plan;

    TimeLeft(RunPlan plan) {
        this.plan = plan;
    }

    /** Seconds left at most, going by the mean of the steps so far; negative when the plan sets no bound. */
    double seconds(TrainState state, double spent) {
        double perStep = spent / Math.max(1, state.step());
        double left = Double.POSITIVE_INFINITY;
        OptionalLong steps = stepsLeft(state);
        if (steps.isPresent()) {
            left = steps.getAsLong() * perStep;
        }
        Long rollouts = plan.config().budget().rollouts();
        if (rollouts != null && state.rollouts() > 0) {
            left = Math.min(left, spent * (rollouts - state.rollouts()) / state.rollouts());
        }
        Double hours = plan.config().budget().hours();
        if (hours != null) {
            left = Math.min(left, hours * 3600 - spent);
        }
        return Double.isInfinite(left) ? -1 : Math.max(0, left);
    }

    private OptionalLong stepsLeft(TrainState state) {
        long left = 0;
        for (Stage stage : plan.stages().from(state.stage())) {
            OptionalLong most = mostSteps(stage.until());
            if (most.isEmpty()) {
                return OptionalLong.empty();
            }
            left += most.getAsLong();
        }
        return OptionalLong.of(left - state.progress().steps());
    }

    private static OptionalLong mostSteps(EndRule rule) {
        if (rule instanceof Steps steps) {
            return OptionalLong.of(steps.count());
        } else if (rule instanceof AnyOf any) {
            return any.rules().stream()
                    .map(TimeLeft::mostSteps)
                    .filter(OptionalLong::isPresent)
                    .mapToLong(OptionalLong::getAsLong)
                    .min();
        } else if (rule instanceof AllOf all
                && all.rules().stream().allMatch(r -> mostSteps(r).isPresent())) {
            return all.rules().stream().mapToLong(r -> mostSteps(r).getAsLong()).max();
        }
        return OptionalLong.empty();
    }
}
