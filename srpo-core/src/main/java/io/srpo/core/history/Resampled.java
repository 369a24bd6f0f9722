package io.srpo.core.history;

import java.util.List;

/**
 * A pool, and why it became so.
 *
 * @param decisions at most one a prompt
 */
public record Resampled(Pool next, List<Decision> decisions) {
    public Resampled {
        decisions = List.copyOf(decisions);
    }
}
