package io.srpo.train.config;

import java.util.List;

/**
 * What the update maximises.
 *
 * @param surrogate {@code clip} (PPO's, as in the paper), {@code dual-clip}, {@code cispo} or {@code gspo}
 * @param clip how far the ratio may go under and over 1
 * @param dualClip bound of the ratio for negative advantages, {@code dual-clip} only
 * @param aggregation {@code token-mean} (as in the paper), {@code sequence-mean} or {@code constant}
 * @param constantLength tokens that {@code constant} divides each sequence by
 * @param advantage {@code group-normalized} (as in the paper), {@code group-centered}, {@code leave-one-out} or {@code batch-normalized}
 * @param zeroTruncated whether a response cut at the limit gets advantage 0 (as in the paper)
 * @param kl the KL term, off in the paper
 * @param updates optimizer steps for each batch of rollouts
 * @param importanceCap bound C of the importance weight between trainer and rollout engine; 0 leaves the weight out
 */
public record ObjectiveSpec(
        String surrogate,
        List<Double> clip,
        double dualClip,
        String aggregation,
        int constantLength,
        String advantage,
        boolean zeroTruncated,
        KlSpec kl,
        int updates,
        double importanceCap) {
    public ObjectiveSpec {
        clip = List.copyOf(clip);
    }

    /**
     * @param estimator {@code off}, {@code k1}, {@code k2} or {@code k3}
     * @param weight what the estimate is multiplied by in the loss
     */
    public record KlSpec(String estimator, double weight) {}

    /** epsilon under 1. */
    public double clipLow() {
        return clip.get(0);
    }

    /** epsilon over 1. */
    public double clipHigh() {
        return clip.get(1);
    }
}
