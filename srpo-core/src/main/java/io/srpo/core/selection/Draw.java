package io.srpo.core.selection;

import io.srpo.core.SrpoException;
import java.util.List;

/**
 * One step's prompts.
 *
 * @param prompts task ids, never empty, those under review last; an epoch's last batch may be smaller than the others
 * @param underReview how many at the end of {@code prompts} are under review
 * @param next the state after this batch
 */
public record Draw(List<String> prompts, int underReview, SelectionState next) {
    public Draw {
        prompts = List.copyOf(prompts);
        if (prompts.isEmpty()) {
            throw SrpoException.internal("a step was given no prompt");
        }
    }
}
