package io.srpo.train.report;

import io.srpo.data.ledger.Decision;
import java.util.ArrayList;
import java.util.List;

/**
 * A stage as it was run.
 *
 * @param from its first step
 * @param to its last step so far
 * @param endedBy why it ended, for a person; empty while it goes on
 */
record StageSpan(String name, long from, long to, String endedBy) {
    static List<StageSpan> of(Timeline timeline, List<Decision> decisions) {
        List<StageSpan> spans = new ArrayList<>();
        for (long step : timeline.steps()) {
            String name = timeline.word(step, "stage");
            if (name.isEmpty()) {
                continue;
            }
            int last = spans.size() - 1;
            if (last >= 0 && spans.get(last).name().equals(name)) {
                spans.set(last, new StageSpan(name, spans.get(last).from(), step, ""));
            } else {
                spans.add(new StageSpan(name, step, step, ""));
            }
        }
        return spans.stream()
                .map(span -> new StageSpan(span.name(), span.from(), span.to(), endedBy(span.name(), decisions)))
                .toList();
    }

    /** The reason without its rule's name before the colon, which says the same in fewer words. */
    private static String endedBy(String stage, List<Decision> decisions) {
        for (Decision decision : decisions) {
            if (decision.kind().equals("stage_ended") && decision.at().stage().equals(stage)) {
                int colon = decision.reason().indexOf(": ");
                return colon < 0 ? decision.reason() : decision.reason().substring(colon + 2);
            }
        }
        return "";
    }
}
