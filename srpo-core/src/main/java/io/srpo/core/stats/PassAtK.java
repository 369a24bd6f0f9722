package io.srpo.core.stats;

/**
 * The chance that at least one of k answers is right, estimated without bias from n answers of which c are (Chen et al. 2021, arXiv 2107.03374): {@code 1 - C(n-c, k) /
 * C(n, k)}, as a product, so that no binomial overflows.
 */
public final class PassAtK {
    private PassAtK() {}

    /**
     * For one question.
     *
     * @param n answers drawn, at least 1
     * @param c right ones, 0 to n
     * @param k 1 to n
     * @throws IllegalArgumentException when out of range
     */
    public static double of(int n, int c, int k) {
        if (n < 1 || c < 0 || c > n || k < 1 || k > n) {
            throw new IllegalArgumentException(
                    "pass@k needs 1 <= k <= n and 0 <= c <= n, not n=" + n + ", c=" + c + ", k=" + k);
        }
        if (k == 1) {
            return (double) c / n;
        }
        double allWrong = 1;
        for (int i = 0; i < k; i++) {
            allWrong *= Math.max(0, n - c - i) / (double) (n - i);
        }
        return 1 - allWrong;
    }

    /**
     * The mean over questions.
     *
     * @param correct right answers to each question
     * @return NaN when there are no questions
     */
    public static double mean(int n, int[] correct, int k) {
        double sum = 0;
        for (int c : correct) {
            sum += of(n, c, k);
        }
        return correct.length == 0 ? Double.NaN : sum / correct.length;
    }
}
