package io.srpo.engine.rollout;

import io.srpo.core.rollout.SamplingSpec;
import io.srpo.engine.decoder.LanguageModel;

/**
 * How many rows are decoded together. More rows make the matrix products faster up to about 256; what their keys, values and logits may take is planned ahead.
 *
 * @param bytes allowed for keys, values and logits of all rows
 * @param maxRows upper bound whatever the memory
 */
public record MemoryPlan(long bytes, int maxRows) {
    /** Rows beyond which a product gets no faster on the machines measured. */
    private static final int ENOUGH_ROWS = 256;

    /** A share of what the Java heap may grow to, by default a quarter of the machine's memory. Keys and values lie outside the heap. */
    public static MemoryPlan heapShare(double share) {
        return new MemoryPlan((long) (share * Runtime.getRuntime().maxMemory()), ENOUGH_ROWS);
    }

    /** Rows for answers to prompts of up to this many tokens, which a prompt's answers share; at least 1. */
    int rows(LanguageModel model, SamplingSpec spec, int prompt) {
        long row = model.cachedBytes(spec.maxTokens())
                + model.cachedBytes(prompt) / spec.samples()
                + 2L * Float.BYTES * model.config().vocabSize();
        return (int) Math.max(1, Math.min(maxRows, bytes / row));
    }
}
