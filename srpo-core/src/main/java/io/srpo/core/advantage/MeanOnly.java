package io.srpo.core.advantage;

import java.util.List;

/**
 * Dr.GRPO's advantage (Liu et al. 2025, arXiv 2503.20783): {@code r - mean} over the group, with no division by the standard deviation, so that
 * very easy and very hard prompts are not weighted up.
 */
public final class MeanOnly implements AdvantageEstimator {
    @Override
    public String name() {
        return "mean-only";
    }

    @Override
    public List<double[]> estimate(List<double[]> rewardsByGroup) {
        return rewardsByGroup.stream()
                .map(rewards -> Moments.centred(rewards, 1))
                .toList();
    }
}
