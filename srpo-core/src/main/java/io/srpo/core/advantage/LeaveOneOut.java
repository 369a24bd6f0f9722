package io.srpo.core.advantage;

import java.util.List;

/**
 * RLOO's advantage (Ahmadian et al. 2024, arXiv 2402.14740): the reward less the mean of the group's other rewards, an unbiased baseline. Equal to
 * {@code (r - mean) * G / (G - 1)}.
 */
public final class LeaveOneOut implements AdvantageEstimator {
    @Override
    public String name() {
        return "leave-one-out";
    }

    @Override
    public List<double[]> estimate(List<double[]> rewardsByGroup) {
        return rewardsByGroup.stream()
                .map(rewards -> Moments.centred(rewards, rewards.length / (rewards.length - 1.0)))
                .toList();
    }
}
