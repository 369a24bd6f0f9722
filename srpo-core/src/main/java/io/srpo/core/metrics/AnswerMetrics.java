package io.srpo.core.metrics;

import io.srpo.core.reflection.Reflection;
import io.srpo.core.reflection.ReflectionCounts;
import io.srpo.core.reward.Judged;
import io.srpo.core.reward.Judged.Answer;
import io.srpo.core.reward.Verdict.Outcome;
import io.srpo.core.rollout.Rollout;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;

/**
 * Means over the judged answers of one domain, or of all. NaN where nothing is there to take the mean of.
 *
 * @param passAt1 share of right answers to a prompt, mean over prompts; by verdict alone
 * @param reward mean total reward
 * @param rewardParts mean weighted score of each part, in the recipe's order
 * @param length mean response tokens
 * @param lengthRight of right answers
 * @param lengthWrong of wrong ones
 * @param truncated share of answers cut at the limit, 0 to 1
 * @param recheck signs of rechecking, a response
 * @param hesitation signs of hesitation, a response
 * @param exploration signs of exploration, a response
 */
public record AnswerMetrics(
        double passAt1,
        double reward,
        Map<String, Double> rewardParts,
        double length,
        double lengthRight,
        double lengthWrong,
        double truncated,
        double recheck,
        double hesitation,
        double exploration) {
    public AnswerMetrics {
        rewardParts = Collections.unmodifiableMap(new LinkedHashMap<>(rewardParts));
    }

    static AnswerMetrics of(List<Judged> groups, Reflection reflection) {
        List<Answer> answers =
                groups.stream().flatMap(g -> judgedAnswers(g).stream()).toList();
        List<Answer> right = answers.stream().filter(a -> a.verdict().right()).toList();
        List<Answer> wrong = answers.stream().filter(a -> !a.verdict().right()).toList();
        List<ReflectionCounts> counts =
                answers.stream().map(a -> reflection.count(a.rollout().text())).toList();
        Map<String, Double> parts = new LinkedHashMap<>();
        answers.forEach(a -> a.reward().parts().keySet().forEach(part -> parts.put(part, 0.0)));
        parts.replaceAll((part, zero) -> mean(answers, a -> a.reward().parts().getOrDefault(part, 0.0)));
        return new AnswerMetrics(
                mean(
                        groups.stream().filter(g -> !judgedAnswers(g).isEmpty()).toList(),
                        g -> mean(judgedAnswers(g), a -> a.verdict().right() ? 1 : 0)),
                mean(answers, a -> a.reward().total()),
                parts,
                mean(answers, a -> length(a.rollout())),
                mean(right, a -> length(a.rollout())),
                mean(wrong, a -> length(a.rollout())),
                mean(answers, a -> a.rollout().truncated() ? 1 : 0),
                mean(counts, ReflectionCounts::recheck),
                mean(counts, ReflectionCounts::hesitation),
                mean(counts, ReflectionCounts::exploration));
    }

    static List<Answer> judgedAnswers(Judged group) {
        return group.answers().stream()
                .filter(a -> a.verdict().outcome() != Outcome.UNJUDGED)
                .toList();
    }

    /** Tokens of the whole response, a given prefix included. */
    private static int length(Rollout rollout) {
        return rollout.tokens().length;
    }

    private static <T> double mean(List<T> of, ToDoubleFunction<T> value) {
        return of.stream().mapToDouble(value).average().orElse(Double.NaN);
    }

    /**
     * Puts the figures under flat keys; what is NaN is left out.
     *
     * @param suffix empty, or {@code /domain}
     */
    void putInto(Map<String, Object> out, String suffix) {
        Figures.put(out, "pass@1" + suffix, passAt1);
        Figures.put(out, "reward/total" + suffix, reward);
        rewardParts.forEach((part, value) -> Figures.put(out, "reward/" + part + suffix, value));
        Figures.put(out, "length" + suffix, length);
        Figures.put(out, "length" + suffix + "/right", lengthRight);
        Figures.put(out, "length" + suffix + "/wrong", lengthWrong);
        Figures.put(out, "truncated" + suffix, truncated);
        Figures.put(out, "reflection/recheck" + suffix, recheck);
        Figures.put(out, "reflection/hesitation" + suffix, hesitation);
        Figures.put(out, "reflection/exploration" + suffix, exploration);
    }
}
