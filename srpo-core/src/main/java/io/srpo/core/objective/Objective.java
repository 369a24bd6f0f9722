package io.srpo.core.objective;

import org.jspecify.annotations.Nullable;

/**
 * The loss as a function of per-token log-probabilities: a learner computes log-probabilities, asks for loss and gradient, and carries the gradient back
 * through the model. So there is one implementation of every variant, in plain double precision, whatever tensor library a learner uses.
 *
 * <p>Implementations are immutable and thread-safe.
 */
public interface Objective {
    /**
     * Loss of one sequence, already divided by the batch's denominator, and its gradient; the batch's loss is the sum over sequences.
     *
     * @param sequence log-probabilities and advantage of one response
     * @param scale counts of the whole batch
     */
    Term evaluate(Sequence sequence, Scale scale);

    /** Whether a reference model's log-probabilities are needed (a KL term). */
    boolean needsReference();

    /**
     * Whether the gradient at the first update after a rollout depends on the current log-probabilities at all. When false, a learner may
     * pass any {@code logProbs} equal to {@code oldLogProbs} and needs no pass ahead of the backward one (the ratio is exactly 1).
     */
    boolean gradientNeedsLogProbsOnPolicy();

    /**
     * One response. Arrays run over its tokens from {@code lossFrom} on, all of the same length.
     *
     * @param logProbs under the policy being trained
     * @param oldLogProbs under the policy at the beginning of the update, by the trainer; the ratio's denominator
     * @param rolloutLogProbs by the engine that drew the tokens, or null when no importance weight is wanted
     * @param referenceLogProbs under the reference model; null unless needed
     */
    record Sequence(
            double[] logProbs,
            double[] oldLogProbs,
            double @Nullable [] rolloutLogProbs,
            double @Nullable [] referenceLogProbs,
            double advantage) {}

    /**
     * @param totalTokens the batch's response tokens, those of left-out groups included
     * @param totalSequences the batch's rollouts, those of left-out groups included
     */
    record Scale(long totalTokens, int totalSequences) {}

    /**
     * @param loss this sequence's share of the loss
     * @param gradient derivative of the loss by each {@code logProbs} entry
     * @param clipped tokens whose gradient the clip removed (CISPO, which removes none: whose weight it bounded)
     * @param ratioSum sum of the tokens' ratios, for their mean
     * @param ratioMax largest ratio
     * @param kl sum of the KL term's estimates over the tokens (k3 of policy against old policy when there is no reference)
     */
    record Term(double loss, double[] gradient, int clipped, double ratioSum, double ratioMax, double kl) {}
}
