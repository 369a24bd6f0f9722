package io.srpo.core.selection;

import io.srpo.core.history.Decision;
import java.util.List;

/**
 * The beginning of an epoch or of a stage.
 *
 * @param next the state to go on with
 * @param decisions what became of each prompt and why, for the ledger; empty when the pool is never changed
 */
public record Turn(SelectionState next, List<Decision> decisions) {
    public Turn {
        decisions = List.copyOf(decisions);
    }
}
