package io.srpo.core.metrics;

import io.srpo.core.advantage.Batch;
import io.srpo.core.reward.Judged;
import java.util.List;
import java.util.Map;

/**
 * What was paid for and what came of it.
 *
 * @param paid answers of the step
 * @param used answers with an advantage that is not 0
 * @param unjudged answers whose verifier failed
 * @param tokens response tokens of all answers
 */
public record RolloutCounts(int paid, int used, int unjudged, long tokens) {
    static RolloutCounts of(List<Judged> groups, Batch batch) {
        int paid = groups.stream().mapToInt(g -> g.answers().size()).sum();
        int judged = groups.stream()
                .mapToInt(g -> AnswerMetrics.judgedAnswers(g).size())
                .sum();
        long used = batch.groups().stream()
                .flatMap(g -> g.samples().stream())
                .filter(s -> s.advantage() != 0)
                .count();
        long tokens = groups.stream()
                .flatMap(g -> g.answers().stream())
                .mapToLong(a -> a.rollout().tokens().length)
                .sum();
        return new RolloutCounts(paid, (int) used, paid - judged, tokens);
    }

    void putInto(Map<String, Object> out) {
        out.put("rollouts/paid", paid);
        out.put("rollouts/used", used);
        out.put("rollouts/unjudged", unjudged);
        out.put("rollouts/tokens", tokens);
    }
}
