package io.srpo.engine.rollout;

import io.srpo.engine.model.ModelConfig;
import java.lang.management.ManagementFactory;
import java.lang.management.OperatingSystemMXBean;

/**
 * How many rows are decoded together. More rows make the matrix products faster up to about 256; what their keys, values and logits may take is planned ahead.
 *
 * @param bytes allowed for keys, values and logits of all rows
 * @param maxRows upper bound whatever the memory
 */
public record MemoryPlan(long bytes, int maxRows) {
    /** Rows beyond which a product gets no faster on the machines measured. */
    private static final int ENOUGH_ROWS = 256;

    /** A share of this machine's memory. */
    public static MemoryPlan share(double share) {
        OperatingSystemMXBean system = ManagementFactory.getOperatingSystemMXBean();
        long memory = system instanceof com.sun.management.OperatingSystemMXBean known
                ? known.getTotalMemorySize()
                : 4L << 30;
        return new MemoryPlan((long) (share * memory), ENOUGH_ROWS);
    }

    /** Rows for answers of up to this many tokens; at least 1. */
    int rows(ModelConfig config, int maxTokens) {
        long cache = 2L * config.layers() * config.kvHeads() * config.headDim() * maxTokens;
        // Logits, their exponentials, and a copy of the cache while rows are moved together.
        long row = Float.BYTES * (cache * (config.layers() + 1) / config.layers() + 2L * config.vocabSize());
        return (int) Math.max(1, Math.min(maxRows, bytes / row));
    }
}
