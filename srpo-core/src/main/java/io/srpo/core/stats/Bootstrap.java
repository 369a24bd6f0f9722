package io.srpo.core.stats;

import java.util.Arrays;
import java.util.SplittableRandom;

/**
 * Percentile bootstrap over questions (Efron 1979): questions are drawn again with replacement, since they, not the samples to one question, are what a
 * benchmark's figure would vary by. For a comparison of two policies on the same questions, give the differences.
 *
 * @param resamples how often, at least 1
 * @param confidence such as 0.95, above 0 and below 1
 * @param seed same seed, same interval
 */
public record Bootstrap(int resamples, double confidence, long seed) {
    /** 95% of 10,000 resamples. */
    public static final Bootstrap STANDARD = new Bootstrap(10_000, 0.95, 20250420);

    /** @throws IllegalArgumentException when out of range */
    public Bootstrap {
        if (resamples < 1 || !(confidence > 0 && confidence < 1)) {
            throw new IllegalArgumentException(
                    "a bootstrap needs at least 1 resample and a confidence between 0 and 1, not " + resamples + " and "
                            + confidence);
        }
    }

    /**
     * The interval of the mean.
     *
     * @param perQuestion one figure a question
     * @return NaN to NaN when there are no questions
     */
    public Interval mean(double[] perQuestion) {
        int n = perQuestion.length;
        if (n == 0) {
            return new Interval(Double.NaN, Double.NaN);
        }
        SplittableRandom random = new SplittableRandom(seed);
        double[] means = new double[resamples];
        for (int b = 0; b < resamples; b++) {
            double sum = 0;
            for (int i = 0; i < n; i++) {
                sum += perQuestion[random.nextInt(n)];
            }
            means[b] = sum / n;
        }
        Arrays.sort(means);
        double tail = (1 - confidence) / 2;
        return new Interval(quantile(means, tail), quantile(means, 1 - tail));
    }

    /** Between order statistics in a straight line. */
    private static double quantile(double[] sorted, double q) {
        double at = q * (sorted.length - 1);
        int below = (int) Math.floor(at);
        int above = Math.min(below + 1, sorted.length - 1);
        return sorted[below] + (at - below) * (sorted[above] - sorted[below]);
    }
}
