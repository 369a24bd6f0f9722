package io.srpo.train.evaluate;

import io.srpo.core.reward.Verdict;
import io.srpo.core.stats.Bootstrap;
import io.srpo.core.stats.PassAtK;
import io.srpo.data.ledger.EvaluationRow;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** From the answers of an evaluation to its scores, one a domain: a pure function, so that a ledger gives the same scores again. */
public final class Scores {
    private static final int[] K = {2, 4, 8, 16, 32, 64};

    private Scores() {}

    /**
     * @param rows answers to one set
     * @param seconds time that drawing and judging them took
     */
    public static List<Score> of(String set, List<EvaluationRow> rows, double seconds) {
        Map<String, Map<String, Tally>> domains = new TreeMap<>();
        for (EvaluationRow row : rows) {
            domains.computeIfAbsent(row.domain(), domain -> new LinkedHashMap<>())
                    .computeIfAbsent(row.taskId(), id -> new Tally())
                    .add(row);
        }
        List<Score> scores = new ArrayList<>();
        domains.forEach((domain, questions) -> {
            List<Tally> tallies = List.copyOf(questions.values());
            int answers = tallies.stream().mapToInt(tally -> tally.all).sum();
            scores.add(score(set, domain, tallies, answers, seconds * answers / rows.size()));
        });
        return scores;
    }

    /** Questions none of whose answers could be judged are left out of the means. */
    private static Score score(String set, String domain, List<Tally> all, int answers, double seconds) {
        List<Tally> judged = all.stream().filter(tally -> tally.judged > 0).toList();
        double[] shares = judged.stream().mapToDouble(Tally::share).toArray();
        int fewest = judged.stream().mapToInt(tally -> tally.judged).min().orElse(0);
        Map<Integer, Double> passAtK = new TreeMap<>();
        for (int k : K) {
            if (k <= fewest) {
                passAtK.put(
                        k,
                        mean(judged.stream()
                                .mapToDouble(tally -> PassAtK.of(tally.judged, tally.right, k))
                                .toArray()));
            }
        }
        return new Score(
                set,
                domain,
                all.size(),
                all.stream().mapToInt(tally -> tally.all).max().orElse(0),
                mean(shares),
                Bootstrap.STANDARD.share(shares),
                passAtK,
                all.stream().mapToInt(tally -> tally.truncated).sum() / (double) answers,
                answers - all.stream().mapToInt(tally -> tally.judged).sum(),
                all.stream().mapToLong(tally -> tally.tokens).sum(),
                seconds);
    }

    private static double mean(double[] values) {
        double sum = 0;
        for (double value : values) {
            sum += value;
        }
        return sum / values.length;
    }

    /** One question's answers, counted. */
    private static final class Tally {
        private int all;
        private int judged;
        private int right;
        private int truncated;
        private long tokens;

        void add(EvaluationRow row) {
            all++;
            judged += row.verdict().outcome() == Verdict.Outcome.UNJUDGED ? 0 : 1;
            right += row.verdict().right() ? 1 : 0;
            truncated += row.truncated() ? 1 : 0;
            tokens += row.tokens();
        }

        double share() {
            return (double) right / judged;
        }
    }
}
