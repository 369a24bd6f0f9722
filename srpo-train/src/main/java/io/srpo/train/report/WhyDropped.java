package io.srpo.train.report;

import io.srpo.data.ledger.Decision;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Why prompts were set aside or came back.
 *
 * @param kind the decision, in words
 * @param reason for a person
 * @param prompts how often
 */
record WhyDropped(String kind, String reason, int prompts) {
    private static final int MOST = 12;

    /** The reasons given most often, most frequent first. */
    static List<WhyDropped> of(List<Decision> decisions) {
        Map<List<String>, Integer> counts = new LinkedHashMap<>();
        for (Decision decision : decisions) {
            boolean moved = decision.taskId() != null && Decisions.changes(decision);
            if (moved && !decision.kind().equals("not_reviewed")) {
                counts.merge(List.of(PoolFlow.word(decision.kind()), reason(decision)), 1, Integer::sum);
            }
        }
        return counts.entrySet().stream()
                .map(e -> new WhyDropped(e.getKey().get(0), e.getKey().get(1), e.getValue()))
                .sorted(Comparator.comparingInt(WhyDropped::prompts).reversed())
                .limit(MOST)
                .toList();
    }

    /** Reasons that name a prompt's own counts or epochs are told as one. */
    private static String reason(Decision decision) {
        return switch (decision.kind()) {
            case "brought_back" -> "had waited long enough to be looked at again";
            case "returned" -> "looked at again and no longer always solved";
            default -> decision.reason().replace("rollout", "answer");
        };
    }
}
