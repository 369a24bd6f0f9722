package io.srpo.core.advantage;

import java.util.List;

/**
 * GRPO's advantage (Shao et al. 2024, arXiv 2402.03300), which SRPO uses: {@code (r - mean) / (std + 1e-6)} over the group. That the
 * standard deviation is the population's (divided by G) is our decision.
 */
public final class GroupNormalized implements AdvantageEstimator {
    /** Added to the standard deviation. */
    private static final double EPSILON = 1e-6;

    @Override
    public String name() {
        return "group-normalized";
    }

    @Override
    public List<double[]> estimate(List<double[]> rewardsByGroup) {
        return rewardsByGroup.stream()
                .map(rewards -> Moments.centred(rewards, 1 / (Moments.deviation(rewards) + EPSILON)))
                .toList();
    }
}
