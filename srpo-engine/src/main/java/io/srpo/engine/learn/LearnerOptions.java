package io.srpo.engine.learn;

import io.srpo.core.SrpoException;

/**
 * How a learner goes about a batch.
 *
 * @param tokenBudget token rows of a micro-batch, prompts included: bounds the memory of activations, changes results by rounding only
 * @param updates optimizer steps a batch, over its shuffled parts; 1 keeps every ratio at exactly 1
 * @param seed of the shuffle
 * @param checkpointing whether only each layer's input is kept for the backward pass and the layer computed again: a fraction of the activations' memory
 *     for a third more work, the same gradients
 */
public record LearnerOptions(int tokenBudget, int updates, long seed, boolean checkpointing) {
    /** One update a batch, micro-batches of 2,048 tokens. */
    public static final LearnerOptions DEFAULT = new LearnerOptions(2048, 1, 0, false);

    /** Without checkpointing. */
    public LearnerOptions(int tokenBudget, int updates, long seed) {
        this(tokenBudget, updates, seed, false);
    }

    public LearnerOptions {
        if (tokenBudget < 1) {
            throw SrpoException.input("tokenBudget must be at least 1, not " + tokenBudget);
        }
        if (updates < 1) {
            throw SrpoException.input("updates must be at least 1, not " + updates);
        }
    }
}
