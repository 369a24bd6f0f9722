package io.srpo.core.objective;

/**
 * The loss of one token as a function of the ratio between the policy and the old policy. Never asked about an advantage of 0. A loss, to be
 * minimised: the negative of the papers' objectives.
 */
sealed interface Surrogate permits Clip, DualClip, Cispo, Gspo {
    /** The token's loss. */
    double loss(double ratio, double advantage, double logProb);

    /** Derivative of the loss by the logarithm of the ratio. */
    double slope(double ratio, double advantage);

    /** Whether the clip took effect. */
    boolean clipped(double ratio, double advantage);

    /** True when all tokens share one ratio, the geometric mean of theirs. */
    default boolean sequenceRatio() {
        return false;
    }
}
