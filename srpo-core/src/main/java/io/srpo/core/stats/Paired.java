package io.srpo.core.stats;

/**
 * Two policies on the same questions. The difference is second less first, with its bootstrap interval over questions; McNemar's exact test (1947) looks at the
 * questions that just one of them solves. A question counts as solved when at least half of its answers are right, which is ours; with one answer each it is
 * McNemar's own test.
 *
 * @param questions asked of both
 * @param difference of the mean shares of right answers, -1 to 1
 * @param interval 95% unless the bootstrap says otherwise
 * @param onlyFirst questions that only the first solves
 * @param onlySecond questions that only the second solves
 * @param p McNemar's two-sided p: how often so uneven a split, or a more uneven one, would come by chance
 */
public record Paired(int questions, double difference, Interval interval, int onlyFirst, int onlySecond, double p) {
    /**
     * @param first share of right answers to each question
     * @param second of the same questions in the same order
     * @throws IllegalArgumentException when there are not as many, or none
     */
    public static Paired of(double[] first, double[] second, Bootstrap bootstrap) {
        if (first.length != second.length || first.length == 0) {
            throw new IllegalArgumentException("a paired comparison needs the same questions, at least one, not "
                    + first.length + " and " + second.length);
        }
        double[] differences = new double[first.length];
        double sum = 0;
        int onlyFirst = 0;
        int onlySecond = 0;
        for (int i = 0; i < first.length; i++) {
            differences[i] = second[i] - first[i];
            sum += differences[i];
            boolean one = first[i] >= 0.5;
            boolean two = second[i] >= 0.5;
            onlyFirst += one && !two ? 1 : 0;
            onlySecond += two && !one ? 1 : 0;
        }
        return new Paired(
                first.length,
                sum / first.length,
                bootstrap.mean(differences),
                onlyFirst,
                onlySecond,
                mcnemar(onlyFirst, onlySecond));
    }

    /** The exact two-sided p of a split of {@code a + b} fair coins as uneven as a to b; 1 when there are none. */
    static double mcnemar(int a, int b) {
        int n = a + b;
        int few = Math.min(a, b);
        double logChoose = -n * Math.log(2);
        double tail = 0;
        for (int k = 0; k <= few; k++) {
            tail += Math.exp(logChoose);
            logChoose += Math.log(n - k) - Math.log(k + 1.0);
        }
        return Math.min(1, 2 * tail);
    }
}
