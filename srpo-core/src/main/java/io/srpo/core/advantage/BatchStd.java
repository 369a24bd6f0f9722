package io.srpo.core.advantage;

import java.util.Arrays;
import java.util.List;

/**
 * Mean by group, deviation over the batch: {@code (r - groupMean) / (batchStd + 1e-6)} with the population standard deviation of all the
 * step's rewards (as in Liu et al. 2025, "Tricks or Traps", arXiv 2508.08221). One scale for all prompts, unlike the group's own.
 */
public final class BatchStd implements AdvantageEstimator {
    /** Added to the standard deviation. */
    private static final double EPSILON = 1e-6;

    @Override
    public String name() {
        return "batch-std";
    }

    @Override
    public List<double[]> estimate(List<double[]> rewardsByGroup) {
        double[] all = rewardsByGroup.stream().flatMapToDouble(Arrays::stream).toArray();
        double factor = 1 / (Moments.deviation(all) + EPSILON);
        return rewardsByGroup.stream()
                .map(rewards -> Moments.centred(rewards, factor))
                .toList();
    }
}
