package io.srpo.core.selection;

import io.srpo.core.history.Pool;
import io.srpo.core.history.Resampled;
import java.util.Map;

/**
 * Where selection stands: all of it that a checkpoint holds. Immutable; plain numbers, strings, lists and maps only.
 *
 * @param stage index of the stage in the plan, from 0
 * @param epoch counted over the whole run, from 0; a new stage begins a new epoch
 * @param position active prompts of the epoch drawn so far
 * @param reviewed prompts under review of the epoch drawn so far
 * @param pool the epoch's pool; it changes at an epoch's end and at a stage switch only
 * @param memory the policy's own numbers, as text by name; empty for policies without
 */
public record SelectionState(int stage, int epoch, int position, int reviewed, Pool pool, Map<String, String> memory) {
    public SelectionState {
        memory = Map.copyOf(memory);
    }

    /** Before the first stage; its {@link SelectionPolicy#enterStage} begins epoch 0. */
    public static SelectionState start() {
        return new SelectionState(0, -1, 0, 0, Pool.empty(), Map.of());
    }

    /** Whether the pool has been passed through once. True of an empty pool. */
    public boolean epochEnded() {
        return position >= pool.active().size();
    }

    /** The state after a batch. */
    public SelectionState drawn(int active, int underReview) {
        return new SelectionState(stage, epoch, position + active, reviewed + underReview, pool, memory);
    }

    /** The beginning of the next epoch, over this pool. */
    public SelectionState nextEpoch(Pool next) {
        return new SelectionState(stage, epoch + 1, 0, 0, next, memory);
    }

    public SelectionState withMemory(Map<String, String> memory) {
        return new SelectionState(stage, epoch, position, reviewed, pool, memory);
    }

    /** The beginning of a stage, which is that of an epoch too; see {@link Pool#join}. An epoch not begun keeps its number. */
    Turn enterStage(int nextStage, String stageName, StageData data) {
        boolean begun = position > 0 || reviewed > 0 || epoch < 0;
        int nextEpoch = begun ? epoch + 1 : epoch;
        Resampled joined = pool.join(nextEpoch, stageName, data.taskIds());
        SelectionState next = new SelectionState(nextStage, nextEpoch, 0, 0, joined.next(), memory);
        return new Turn(next, joined.decisions());
    }
}
