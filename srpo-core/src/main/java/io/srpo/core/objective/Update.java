package io.srpo.core.objective;

/**
 * What an update did.
 *
 * @param loss the objective's value before the (last) optimizer step
 * @param gradientNorm global L2 norm before clipping
 * @param learningRate in force at this step
 * @param ratioMean mean of pi/pi_old over trained tokens
 * @param ratioMax largest
 * @param clippedShare share of trained tokens whose gradient the clip removed, 0 to 1
 * @param entropy mean entropy of the policy's next-token distribution over trained tokens, nats; NaN when not measured
 * @param logProbGap mean absolute difference between the trainer's and the rollout engine's log-probabilities over trained tokens
 * @param kl mean KL estimate a token; 0 without a KL term on the first update
 * @param tokens tokens that went through forward and backward, prompts included
 * @param optimizerSteps 0 when the batch was empty
 */
public record Update(
        double loss,
        double gradientNorm,
        double learningRate,
        double ratioMean,
        double ratioMax,
        double clippedShare,
        double entropy,
        double logProbGap,
        double kl,
        long tokens,
        int optimizerSteps) {
    /** The update of an empty batch: nothing moved. */
    public static Update none(double learningRate) {
        return new Update(0, 0, learningRate, 1, 1, 0, Double.NaN, 0, 0, 0, 0);
    }
}
