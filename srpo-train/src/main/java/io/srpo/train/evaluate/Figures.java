package io.srpo.train.evaluate;

import io.srpo.core.reward.Verdict;
import io.srpo.core.stats.Bootstrap;
import io.srpo.core.stats.Interval;
import io.srpo.core.stats.Majority;
import io.srpo.core.task.Task;
import io.srpo.data.ledger.EvaluationRow;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What else the answers of an evaluation tell, beside its {@link Score}; a pure function of the rows.
 *
 * @param majAtK maj@k for k = 4, 8, 16 ... up to the samples; empty for code, where answers are not compared
 * @param noAnswer share of answers in which no answer was found: the format failed, or the limit cut it
 * @param strict share of questions all of whose variants are answered right (ids that differ in a last {@code _0}, {@code _1}, ...), each variant by its share of
 *     right answers multiplied; null when the set has no variants
 * @param by for level, topic and source as far as the tasks are labelled: pass@1 of each value
 */
public record Figures(
        Map<Integer, Double> majAtK,
        double noAnswer,
        @Nullable Double strict,
        Map<String, Map<String, Part>> by) {
    private static final int[] K = {4, 8, 16, 32, 64};
    private static final Pattern VARIANT = Pattern.compile("(.+)_\\d+");
    private static final long SEED = 20250420;

    /** pass@1 of some of the questions. */
    public record Part(int questions, double passAt1, Interval interval) {}

    /** @param tasks the questions asked, for their labels */
    public static Figures of(List<Task> tasks, List<EvaluationRow> rows) {
        Map<String, List<EvaluationRow>> byTask = new LinkedHashMap<>();
        rows.forEach(row ->
                byTask.computeIfAbsent(row.taskId(), id -> new ArrayList<>()).add(row));
        Map<String, Double> shares = shares(byTask);
        long missing =
                rows.stream().filter(row -> row.verdict().extracted() == null).count();
        return new Figures(
                majority(byTask),
                rows.isEmpty() ? 0 : (double) missing / rows.size(),
                strict(shares),
                parts(tasks, shares));
    }

    /** Share of right answers a question, of those judged; questions without a judged answer are left out. */
    public static Map<String, Double> shares(Map<String, List<EvaluationRow>> byTask) {
        Map<String, Double> shares = new LinkedHashMap<>();
        byTask.forEach((id, rows) -> {
            long judged = rows.stream()
                    .filter(row -> row.verdict().outcome() != Verdict.Outcome.UNJUDGED)
                    .count();
            if (judged > 0) {
                shares.put(
                        id,
                        (double) rows.stream()
                                        .filter(row -> row.verdict().right())
                                        .count()
                                / judged);
            }
        });
        return shares;
    }

    private static Map<Integer, Double> majority(Map<String, List<EvaluationRow>> byTask) {
        Map<Integer, Double> figures = new TreeMap<>();
        int fewest = byTask.values().stream().mapToInt(List::size).min().orElse(0);
        boolean code =
                byTask.values().stream().anyMatch(rows -> rows.get(0).domain().equals("code"));
        for (int k : K) {
            if (k <= fewest && !code) {
                double sum = 0;
                for (List<EvaluationRow> rows : byTask.values()) {
                    List<@Nullable String> answers = new ArrayList<>();
                    boolean[] right = new boolean[rows.size()];
                    for (int i = 0; i < right.length; i++) {
                        answers.add(rows.get(i).verdict().extracted());
                        right[i] = rows.get(i).verdict().right();
                    }
                    sum += Majority.of(answers, right, k, SEED);
                }
                figures.put(k, sum / byTask.size());
            }
        }
        return figures;
    }

    private static @Nullable Double strict(Map<String, Double> shares) {
        Map<String, Double> groups = new LinkedHashMap<>();
        Map<String, Integer> sizes = new LinkedHashMap<>();
        shares.forEach((id, share) -> {
            Matcher variant = VARIANT.matcher(id);
            if (variant.matches()) {
                groups.merge(variant.group(1), share, (one, other) -> one * other);
                sizes.merge(variant.group(1), 1, Integer::sum);
            }
        });
        boolean variants = !groups.isEmpty() && sizes.values().stream().anyMatch(size -> size > 1);
        return variants
                ? groups.values().stream().mapToDouble(share -> share).average().orElse(0)
                : null;
    }

    private static Map<String, Map<String, Part>> parts(List<Task> tasks, Map<String, Double> shares) {
        Map<String, Map<String, List<Double>>> values = new TreeMap<>();
        for (Task task : tasks) {
            Double share = shares.get(task.id());
            for (String label : new String[] {"level", "topic", "source"}) {
                String value = task.labels().get(label);
                if (share != null && value != null) {
                    values.computeIfAbsent(label, name -> new TreeMap<>())
                            .computeIfAbsent(value, name -> new ArrayList<>())
                            .add(share);
                }
            }
        }
        Map<String, Map<String, Part>> parts = new TreeMap<>();
        values.forEach((label, groups) -> {
            Map<String, Part> named = new TreeMap<>();
            groups.forEach((value, all) -> {
                double[] each = all.stream().mapToDouble(share -> share).toArray();
                double mean = all.stream().mapToDouble(share -> share).average().orElse(0);
                named.put(value, new Part(each.length, mean, Bootstrap.STANDARD.share(each)));
            });
            parts.put(label, named);
        });
        return parts;
    }
}
