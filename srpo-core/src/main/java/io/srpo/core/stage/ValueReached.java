package io.srpo.core.stage;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * {@code value: {metric, atLeast or atMost, for}}: the metric has been on the right side of a limit for some steps on end.
 *
 * @param metric its name in the step's metrics; steps in which it was not measured neither count nor interrupt
 * @param side which side of the limit ends the stage, the limit itself included
 * @param limit finite
 * @param steps how many measured steps on end, at least 1
 */
public record ValueReached(String metric, Side side, double limit, int steps) implements EndRule {
    /** A side of the limit. */
    public enum Side {
        AT_LEAST,
        AT_MOST
    }

    public ValueReached {
        EndRule.require(Double.isFinite(limit), "value needs a finite limit, not " + limit);
        EndRule.require(steps >= 1, "value.for must be at least 1 step, not " + steps);
    }

    @Override
    public Optional<String> endedBy(StageProgress progress) {
        List<Double> values = progress.metric(metric);
        if (values.size() < steps) {
            return Optional.empty();
        }
        List<Double> last = values.subList(values.size() - steps, values.size());
        if (!last.stream().allMatch(this::reached)) {
            return Optional.empty();
        }
        String words = side == Side.AT_LEAST ? "at least " : "at most ";
        String span = steps == 1 ? "the last step" : "each of the last " + steps + " steps";
        return Optional.of(String.format(
                Locale.ROOT,
                "value: %s was %s%s in %s (now %s)",
                metric,
                words,
                Plateau.number(limit),
                span,
                Plateau.number(last.get(steps - 1))));
    }

    private boolean reached(double value) {
        return side == Side.AT_LEAST ? value >= limit : value <= limit;
    }

    @Override
    public Set<String> metrics() {
        return Set.of(metric);
    }
}
