package io.srpo.engine.learn;

import io.srpo.engine.decoder.PackedPass;
import java.util.Arrays;

/** Mean negative log-probability over all tokens of a supervised step. */
final class CrossEntropy implements PackedPass.TokenLoss {
    private final double[] gradient;
    private final long tokens;
    private final Tally tally;
    private double loss;

    /**
     * @param targets of this micro-batch
     * @param tokens of the whole step
     */
    CrossEntropy(int targets, long tokens, Tally tally) {
        this.tokens = tokens;
        this.tally = tally;
        gradient = new double[targets];
        Arrays.fill(gradient, -1.0 / tokens);
    }

    double loss() {
        return loss;
    }

    @Override
    public double[] knownGradient() {
        return gradient;
    }

    @Override
    public double[] gradient(double[] logProbs, double[] entropies) {
        for (int i = 0; i < logProbs.length; i++) {
            loss -= logProbs[i] / tokens;
            tally.token(entropies[i]);
        }
        return gradient;
    }
}
