package io.srpo.core.rollout;

/**
 * One answer as it was drawn.
 *
 * @param sample index within its group, from 0
 * @param tokens the response's token ids, the end token included when one was drawn; never empty
 * @param logProbs natural log-probability of each token under the policy at temperature 1 over the whole vocabulary, as
 *     computed by the engine that drew it; same length as {@code tokens}
 * @param lossFrom index of the first token that carries loss; above 0 only when the rollout began from a given prefix
 * @param text the response decoded, without special tokens that end it
 */
public record Rollout(int sample, int[] tokens, float[] logProbs, int lossFrom, String text, Ending ending) {
    /** Why the response ended. */
    public enum Ending {
        /** The model drew an end token, or a stop string was completed. */
        STOP,
        /** The limit was reached: the response is truncated. */
        LENGTH
    }

    public boolean truncated() {
        return ending == Ending.LENGTH;
    }
}
