package io.srpo.engine.learn;

import io.srpo.core.SrpoException;

/**
 * How a learner goes about a batch.
 *
 * @param tokenBudget token rows of a micro-batch, prompts included: bounds the memory of activations, changes results by rounding only
 * @param updates optimizer steps a batch, over its shuffled parts; 1 keeps every ratio at exactly 1
 * @param seed of the shuffle
 */
public record LearnerOptions(int tokenBudget, int updates, long seed) {
    /** One update a batch, micro-batches of 2,048 tokens. */
    public static final LearnerOptions DEFAULT = new LearnerOptions(2048, 1, 0);

    public LearnerOptions {
        if (tokenBudget < 1) {
            throw SrpoException.input("tokenBudget must be at least 1, not " + tokenBudget);
        }
        if (updates < 1) {
            throw SrpoException.input("updates must be at least 1, not " + updates);
        }
    }
}
