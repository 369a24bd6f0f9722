package io.srpo.core.advantage;

import java.util.List;

/**
 * Turns the rewards of a step into advantages. Implementations are immutable and thread-safe, and hold to this: a group whose rewards are
 * all the same, a group of one included, gets advantages of exactly 0.
 */
public interface AdvantageEstimator {
    /** Name in configuration: {@code group-normalized}, {@code mean-only}, {@code leave-one-out}, {@code batch-std}. */
    String name();

    /**
     * @param rewardsByGroup one array a group, finite, any length
     * @return arrays of the same shape; the arguments are left as they are
     */
    List<double[]> estimate(List<double[]> rewardsByGroup);
}
