package io.srpo.core.objective;

import java.util.Random;

/**
 * A whole language model in double precision: {@code h = tanh(W (e[x1] + e[x2] / 2) + b)} of the last two tokens, {@code softmax(U h)}. Its gradient is
 * worked out by hand, so that the objective can be held against differences through real log-probabilities.
 */
final class TinyModel {
    static final int VOCAB = 11;
    private static final int WIDE = 5;
    private static final int W = VOCAB * WIDE;
    private static final int B = W + WIDE * WIDE;
    private static final int U = B + WIDE;
    static final int PARAMETERS = U + VOCAB * WIDE;

    private TinyModel() {}

    static double[] parameters(Random random, double scale) {
        return random.doubles(PARAMETERS).map(x -> scale * (2 * x - 1)).toArray();
    }

    /** Log-probability of each response token. */
    static double[] logProbs(double[] theta, int[] prompt, int[] response) {
        double[] result = new double[response.length];
        for (int t = 0; t < response.length; t++) {
            double[] logits = logits(theta, hidden(theta, input(theta, prompt, response, t)));
            result[t] = logits[response[t]] - logSum(logits);
        }
        return result;
    }

    /** Adds to {@code out} the gradient of the sum of {@code upstream[t] * logProb[t]}. */
    static void backward(double[] theta, int[] prompt, int[] response, double[] upstream, double[] out) {
        for (int t = 0; t < response.length; t++) {
            double[] x = input(theta, prompt, response, t);
            double[] h = hidden(theta, x);
            double[] logits = logits(theta, h);
            double logSum = logSum(logits);
            double[] dh = new double[WIDE];
            for (int v = 0; v < VOCAB; v++) {
                double dLogit = upstream[t] * ((v == response[t] ? 1 : 0) - Math.exp(logits[v] - logSum));
                for (int i = 0; i < WIDE; i++) {
                    out[U + v * WIDE + i] += dLogit * h[i];
                    dh[i] += dLogit * theta[U + v * WIDE + i];
                }
            }
            for (int i = 0; i < WIDE; i++) {
                double dz = dh[i] * (1 - h[i] * h[i]);
                out[B + i] += dz;
                for (int j = 0; j < WIDE; j++) {
                    out[W + i * WIDE + j] += dz * x[j];
                    out[token(prompt, response, t - 1) * WIDE + j] += dz * theta[W + i * WIDE + j];
                    out[token(prompt, response, t - 2) * WIDE + j] += dz * theta[W + i * WIDE + j] / 2;
                }
            }
        }
    }

    private static double[] input(double[] theta, int[] prompt, int[] response, int t) {
        double[] x = new double[WIDE];
        for (int j = 0; j < WIDE; j++) {
            x[j] = theta[token(prompt, response, t - 1) * WIDE + j]
                    + theta[token(prompt, response, t - 2) * WIDE + j] / 2;
        }
        return x;
    }

    private static double[] hidden(double[] theta, double[] x) {
        double[] h = new double[WIDE];
        for (int i = 0; i < WIDE; i++) {
            double z = theta[B + i];
            for (int j = 0; j < WIDE; j++) {
                z += theta[W + i * WIDE + j] * x[j];
            }
            h[i] = Math.tanh(z);
        }
        return h;
    }

    private static double[] logits(double[] theta, double[] h) {
        double[] logits = new double[VOCAB];
        for (int v = 0; v < VOCAB; v++) {
            for (int i = 0; i < WIDE; i++) {
                logits[v] += theta[U + v * WIDE + i] * h[i];
            }
        }
        return logits;
    }

    private static double logSum(double[] logits) {
        double sum = 0;
        for (double logit : logits) {
            sum += Math.exp(logit);
        }
        return Math.log(sum);
    }

    private static int token(int[] prompt, int[] response, int t) {
        return t >= 0 ? response[t] : prompt[prompt.length + t];
    }
}
