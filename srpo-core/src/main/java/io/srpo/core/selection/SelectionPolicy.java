package io.srpo.core.selection;

import io.srpo.core.history.Visit;
import java.util.List;

/**
 * Decides which prompts the next step takes, and what becomes of the pool at an epoch's end. One implementation a file.
 *
 * <p>A policy is a pure function: all that it remembers is in the {@link SelectionState} (its own numbers in
 * {@link SelectionState#memory}) and in the history, all randomness hangs from the context's seed. So the same state, history and
 * context give the same batches, which is what makes a resume exact. Implementations are used by one thread at a time.
 *
 * <p>The trainer's order of calls: {@link #enterStage} at each stage's beginning; then, for each step, {@link #next}, and once the
 * step's rollouts are in the history {@link #observe}; whenever {@link SelectionState#epochEnded} holds, {@link #endEpoch}. A stage
 * that ends within an epoch ends the epoch too: {@link #endEpoch}, then {@link #enterStage}.
 */
public interface SelectionPolicy {
    /** The name in configuration and ledger: {@code history-resampling}, {@code uniform}, ... */
    String name();

    /**
     * The next step's prompts.
     *
     * @throws io.srpo.core.SrpoException (internal) when the epoch has ended or the pool is empty
     */
    Draw next(SelectionState state, SelectionContext context);

    /**
     * Called after each step, its visits being the newest of the history; for policies that learn from every step.
     *
     * @return the state to go on with; unchanged by default
     */
    default SelectionState observe(SelectionState state, List<Visit> step, SelectionContext context) {
        return state;
    }

    /**
     * The beginning of the next epoch: its pool, and why each prompt is in it or not. The result's pool may be empty, which ends the
     * stage as exhausted.
     */
    Turn endEpoch(SelectionState state, SelectionContext context);

    /** The beginning of a stage: survivors carry over, what is new in the context's data joins. */
    default Turn enterStage(SelectionState state, int stage, String stageName, SelectionContext context) {
        return state.enterStage(stage, stageName, context.data());
    }
}
