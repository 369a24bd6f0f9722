package io.srpo.core.selection;

import io.srpo.core.SrpoException;
import io.srpo.core.history.History;

/**
 * What a policy decides from, besides its state; made anew from configuration, data and ledger at every start.
 *
 * @param seed the run's seed
 * @param prompts prompts a step (P), at least 1
 * @param data the present stage's data
 * @param history all rollouts so far
 */
public record SelectionContext(long seed, int prompts, StageData data, History history) {
    public SelectionContext {
        if (prompts < 1) {
            throw SrpoException.input("rollout.prompts must be at least 1, not " + prompts);
        }
    }
}
