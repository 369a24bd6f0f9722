package io.srpo.core.advantage;

import java.util.List;

/**
 * What one update learns from: the groups that have an advantage at all, and the counts of the whole step, which the loss is divided by.
 *
 * @param groups groups in which at least one advantage is not zero, in the step's order (all groups when {@link Advantages#keepZero})
 * @param totalTokens response tokens of all judged rollouts of the step, those left out included, counted from {@code lossFrom} on: the
 *     denominator of the token mean
 * @param totalRollouts judged rollouts of the step, those left out included
 */
public record Batch(List<GroupSamples> groups, long totalTokens, int totalRollouts) {
    public Batch {
        groups = List.copyOf(groups);
    }

    /** True when nothing can be learnt from this step. */
    public boolean isEmpty() {
        return groups.isEmpty();
    }

    /**
     * The samples of one prompt that carry an advantage.
     *
     * @param taskId whose group it is
     * @param prompt the prompt's token ids, shared by all samples
     */
    public record GroupSamples(String taskId, int[] prompt, List<Sample> samples) {
        public GroupSamples {
            samples = List.copyOf(samples);
        }
    }

    /**
     * One rollout to learn from.
     *
     * @param response token ids
     * @param lossFrom index of the first response token that carries loss
     * @param advantage the same for every token of the response; may be zero
     * @param rolloutLogProbs log-probability of each token when it was drawn, by the engine that drew it
     * @param stored whether it comes from the history rather than from the current policy (positive replay)
     */
    public record Sample(int[] response, int lossFrom, double advantage, float[] rolloutLogProbs, boolean stored) {}
}
