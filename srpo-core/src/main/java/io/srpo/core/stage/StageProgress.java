package io.srpo.core.stage;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * How far a stage has come: all that its end rules look at, and part of what a checkpoint holds. Immutable; steps and epochs are counted
 * from the stage's beginning.
 *
 * @param steps steps done
 * @param epochs whole epochs done
 * @param metrics finite values by metric, one a step in which it was measured
 * @param poolSize active prompts now
 * @param byHand whether someone asked for the next stage
 */
public record StageProgress(int steps, int epochs, Map<String, List<Double>> metrics, int poolSize, boolean byHand) {
    public StageProgress {
        Map<String, List<Double>> copy = new TreeMap<>();
        metrics.forEach((name, values) -> copy.put(name, List.copyOf(values)));
        metrics = Collections.unmodifiableMap(copy);
    }

    /** The stage's beginning. */
    public static StageProgress begin(int poolSize) {
        return new StageProgress(0, 0, Map.of(), poolSize, false);
    }

    /**
     * One step further.
     *
     * @param measured the step's metrics; what is not finite counts as not measured
     * @param watched names that end rules look at ({@link Stage#metrics}); the others are not kept
     */
    public StageProgress afterStep(Map<String, Double> measured, Set<String> watched) {
        Map<String, List<Double>> next = new TreeMap<>(metrics);
        for (String name : watched) {
            Double value = measured.get(name);
            if (value != null && Double.isFinite(value)) {
                List<Double> values = new ArrayList<>(metric(name));
                values.add(value);
                next.put(name, values);
            }
        }
        return new StageProgress(steps + 1, epochs, next, poolSize, byHand);
    }

    /** One epoch further, with the next one's pool. */
    public StageProgress afterEpoch(int nextPoolSize) {
        return new StageProgress(steps, epochs + 1, metrics, nextPoolSize, byHand);
    }

    /** Someone asked for the next stage. */
    public StageProgress endedByHand() {
        return new StageProgress(steps, epochs, metrics, poolSize, true);
    }

    /** A metric's values in the order of the steps, empty when never measured. */
    public List<Double> metric(String name) {
        return metrics.getOrDefault(name, List.of());
    }
}
