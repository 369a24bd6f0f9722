package io.srpo.train.report;

import io.srpo.data.ledger.Decision;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Why prompts were dropped or came back.
 *
 * @param kind the decision, in words
 * @param reason as the ledger has it
 * @param prompts how often
 */
record WhyDropped(String kind, String reason, int prompts) {
    private static final int MOST = 12;

    /** The reasons given most often, most frequent first. */
    static List<WhyDropped> of(List<Decision> decisions) {
        Map<List<String>, Integer> counts = new LinkedHashMap<>();
        for (Decision decision : decisions) {
            if (decision.taskId() != null && Decisions.changes(decision)) {
                counts.merge(List.of(decision.kind().replace('_', ' '), decision.reason()), 1, Integer::sum);
            }
        }
        return counts.entrySet().stream()
                .map(e -> new WhyDropped(e.getKey().get(0), e.getKey().get(1), e.getValue()))
                .sorted(Comparator.comparingInt(WhyDropped::prompts).reversed())
                .limit(MOST)
                .toList();
    }
}
