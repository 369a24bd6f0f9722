package io.srpo.train.loop;

import io.srpo.core.selection.SelectionState;
import io.srpo.core.stage.StageProgress;
import java.util.ArrayList;
import java.util.List;

/**
 * All that a resume needs beside weights, optimizer and ledger: one record, saved with every checkpoint. Everything random hangs from
 * (seed, step, task, sample), so nothing else has to be remembered.
 *
 * @param step training steps done
 * @param stage index of the stage in force, from 0; the number of stages once all are over
 * @param entered index of the last stage whose data has joined the pool; -1 before the first
 * @param rollouts answers drawn for training so far
 * @param tokens response tokens drawn for training so far
 * @param seconds wall-clock time spent so far, evaluations included; the one figure that two equal runs may differ in
 * @param evaluatedAt step of the last evaluation that is complete in the ledger; -1 before the first
 * @param done stages that are over
 */
public record TrainState(
        long step,
        int stage,
        int entered,
        SelectionState selection,
        StageProgress progress,
        long rollouts,
        long tokens,
        double seconds,
        long evaluatedAt,
        List<StageOutcome> done) {
    public TrainState {
        done = List.copyOf(done);
    }

    /** Before the first step. */
    static TrainState start() {
        return new TrainState(0, 0, -1, SelectionState.start(), StageProgress.begin(0), 0, 0, 0, -1, List.of());
    }

    TrainState enter(SelectionState next) {
        StageProgress begun = StageProgress.begin(next.pool().active().size());
        return new TrainState(step, stage, stage, next, begun, rollouts, tokens, seconds, evaluatedAt, done);
    }

    TrainState leave(StageOutcome outcome) {
        List<StageOutcome> more = new ArrayList<>(done);
        more.add(outcome);
        return new TrainState(
                step, stage + 1, entered, selection, progress, rollouts, tokens, seconds, evaluatedAt, more);
    }

    TrainState afterStep(SelectionState next, StageProgress further, int paid, long drawn) {
        return new TrainState(
                step + 1, stage, entered, next, further, rollouts + paid, tokens + drawn, seconds, evaluatedAt, done);
    }

    TrainState nextEpoch(SelectionState next) {
        StageProgress further = progress.afterEpoch(next.pool().active().size());
        return new TrainState(step, stage, entered, next, further, rollouts, tokens, seconds, evaluatedAt, done);
    }

    TrainState withProgress(StageProgress further) {
        return new TrainState(step, stage, entered, selection, further, rollouts, tokens, seconds, evaluatedAt, done);
    }

    TrainState withSeconds(double spent) {
        return new TrainState(step, stage, entered, selection, progress, rollouts, tokens, spent, evaluatedAt, done);
    }

    TrainState evaluated() {
        return new TrainState(step, stage, entered, selection, progress, rollouts, tokens, seconds, step, done);
    }
}
