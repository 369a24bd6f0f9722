package io.srpo.core.objective;

import io.srpo.core.advantage.Batch;

/** Port to what changes the policy's weights. Not thread-safe. */
public interface Learner {
    /**
     * Learns from one batch: one optimizer step, or {@code updates} of them over its shuffled parts.
     *
     * @throws io.srpo.core.SrpoException (internal) when a loss or gradient is not finite; the weights are then as before the call
     */
    Update update(Batch batch, Objective objective, long step);
}
