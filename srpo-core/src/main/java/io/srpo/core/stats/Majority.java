package io.srpo.core.stats;

import io.srpo.core.rollout.RandomStream;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * maj@k, or self-consistency (Wang et al. 2022, arXiv 2203.11171): the chance that the answer given most often among k is right. Right answers are one answer
 * however they are written, wrong ones are told apart by their text; an answer that was not found has no vote. Of a tie each answer wins with the same chance.
 */
public final class Majority {
    /** Draws of k out of n; enough for a standard error under 0.02 a question. */
    private static final int DRAWS = 1000;

    private Majority() {}

    /**
     * For one question.
     *
     * @param answers one a sample; null where none was found
     * @param right whether each is right
     * @param k 1 to the number of answers; when it is all of them the figure is exact, else a mean over draws
     * @param seed same seed, same figure
     * @throws IllegalArgumentException when out of range
     */
    public static double of(List<@Nullable String> answers, boolean[] right, int k, long seed) {
        int n = answers.size();
        if (n != right.length || k < 1 || k > n) {
            throw new IllegalArgumentException("maj@k needs 1 <= k <= n and as many answers as verdicts, not k=" + k
                    + ", n=" + n + ", verdicts=" + right.length);
        }
        int[] votes = new int[n];
        Map<String, Integer> names = new HashMap<>();
        for (int i = 0; i < n; i++) {
            String answer = answers.get(i);
            votes[i] =
                    right[i] ? 0 : answer == null ? -1 : 1 + names.computeIfAbsent(answer.strip(), key -> names.size());
        }
        int[] order = new int[n];
        for (int i = 0; i < n; i++) {
            order[i] = i;
        }
        if (k == n) {
            return vote(votes, order, k, names.size());
        }
        RandomStream random = RandomStream.of(seed, k, "maj", n);
        double sum = 0;
        for (int draw = 0; draw < DRAWS; draw++) {
            for (int i = 0; i < k; i++) {
                int j = i + random.nextInt(n - i);
                int kept = order[i];
                order[i] = order[j];
                order[j] = kept;
            }
            sum += vote(votes, order, k, names.size());
        }
        return sum / DRAWS;
    }

    private static double vote(int[] votes, int[] order, int k, int wrong) {
        int[] counts = new int[wrong + 1];
        int most = 0;
        for (int i = 0; i < k; i++) {
            int vote = votes[order[i]];
            if (vote >= 0) {
                most = Math.max(most, ++counts[vote]);
            }
        }
        if (most == 0 || counts[0] < most) {
            return 0;
        }
        int tied = 0;
        for (int count : counts) {
            tied += count == most ? 1 : 0;
        }
        return 1.0 / tied;
    }
}
