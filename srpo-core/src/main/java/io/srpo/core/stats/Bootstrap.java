package io.srpo.core.stats;

import java.util.Arrays;
import java.util.SplittableRandom;

/**
 * Percentile bootstrap over questions (Efron 1979): questions are drawn again with replacement, since they, not the samples to one question, are what a
 * benchmark's figure would vary by. For a comparison of two policies on the same questions, give the differences.
 *
 * <p>The tails are widened for few questions as Hesterberg (2015, arXiv 1411.5279, "expanded percentile") proposes: the plain interval is too narrow by about
 * {@code sqrt((n-1)/n)} and by the difference between the normal and Student's distribution.
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
        double tail = tail(n);
        return new Interval(quantile(means, tail), quantile(means, 1 - tail));
    }

    /**
     * The interval of a mean of shares. Where every share is 0, or every one 1, drawing again cannot show how far the truth may be off; then the exact
     * (Clopper-Pearson) bound for that many questions takes its place. That exception is ours.
     *
     * @param perQuestion one share a question, each from 0 to 1
     * @return NaN to NaN when there are no questions
     */
    public Interval share(double[] perQuestion) {
        int n = perQuestion.length;
        double first = n == 0 ? Double.NaN : perQuestion[0];
        boolean extreme =
                (first == 0 || first == 1) && Arrays.stream(perQuestion).allMatch(value -> value == first);
        if (!extreme) {
            return mean(perQuestion);
        }
        double off = 1 - Math.pow((1 - confidence) / 2, 1.0 / n);
        return first == 0 ? new Interval(0, off) : new Interval(1 - off, 1);
    }

    private double tail(int n) {
        double plain = (1 - confidence) / 2;
        if (n < 2) {
            return plain;
        }
        return Normal.below(Math.sqrt(n / (n - 1.0)) * Normal.student(plain, n - 1));
    }

    /** Between order statistics in a straight line. */
    private static double quantile(double[] sorted, double q) {
        double at = q * (sorted.length - 1);
        int below = (int) Math.floor(at);
        int above = Math.min(below + 1, sorted.length - 1);
        return sorted[below] + (at - below) * (sorted[above] - sorted[below]);
    }
}
