package io.srpo.core.metrics;

import io.srpo.core.advantage.Batch;
import io.srpo.core.reward.Judged;
import io.srpo.core.reward.Judged.Answer;
import java.util.List;
import java.util.Map;

/**
 * How the step's groups came out, by their verdicts.
 *
 * @param allRight every judged answer is right
 * @param mixed some are
 * @param allWrong none is
 * @param unjudged groups of which no answer could be judged
 * @param effectiveRatio share of the judged groups that carry a gradient (an advantage that is not 0), 0 to 1; NaN without groups
 */
public record GroupCounts(int allRight, int mixed, int allWrong, int unjudged, double effectiveRatio) {
    static GroupCounts of(List<Judged> groups, Batch batch) {
        int allRight = 0;
        int mixed = 0;
        int allWrong = 0;
        int unjudged = 0;
        for (Judged group : groups) {
            List<Answer> answers = AnswerMetrics.judgedAnswers(group);
            long right = answers.stream().filter(a -> a.verdict().right()).count();
            if (answers.isEmpty()) {
                unjudged++;
            } else if (right == answers.size()) {
                allRight++;
            } else if (right == 0) {
                allWrong++;
            } else {
                mixed++;
            }
        }
        long effective = batch.groups().stream()
                .filter(g -> g.samples().stream().anyMatch(s -> s.advantage() != 0))
                .count();
        int judged = allRight + mixed + allWrong;
        return new GroupCounts(
                allRight, mixed, allWrong, unjudged, judged == 0 ? Double.NaN : (double) effective / judged);
    }

    void putInto(Map<String, Object> out) {
        out.put("groups/all-right", allRight);
        out.put("groups/mixed", mixed);
        out.put("groups/all-wrong", allWrong);
        out.put("groups/unjudged", unjudged);
        Figures.put(out, "groups/effective-ratio", effectiveRatio);
    }
}
