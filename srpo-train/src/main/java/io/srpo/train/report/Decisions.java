package io.srpo.train.report;

import io.srpo.data.ledger.Decision;
import java.util.List;

/**
 * The run's decisions, as far as a page can hold them.
 *
 * @param shown stages begun and ended, and the last changes of the pool, in their order
 * @param leftOut how many changes of the pool are not shown
 * @param unchanged how often a prompt was looked at and stayed, or joined with its stage's data
 */
record Decisions(List<Shown> shown, int leftOut, int unchanged) {
    private static final int MOST = 300;

    /** One decision; {@code task} is empty when it is about the run. */
    record Shown(long step, String stage, String kind, String task, String reason) {}

    static Decisions of(List<Decision> all) {
        List<Decision> told = all.stream()
                .filter(decision -> decision.taskId() == null || changes(decision))
                .toList();
        long changes =
                told.stream().filter(decision -> decision.taskId() != null).count();
        long leftOut = Math.max(0, changes - MOST);
        long[] seen = {0};
        List<Shown> shown = told.stream()
                .filter(decision -> decision.taskId() == null || ++seen[0] > leftOut)
                .map(decision -> new Shown(
                        decision.at().step(),
                        decision.at().stage(),
                        decision.kind().replace('_', ' '),
                        decision.taskId() == null ? "" : decision.taskId(),
                        decision.reason()))
                .toList();
        return new Decisions(shown, (int) leftOut, all.size() - told.size());
    }

    /** Whether it moved a prompt, beyond bringing it in. */
    static boolean changes(Decision decision) {
        return !decision.kind().equals("kept") && !decision.kind().equals("joined");
    }
}
