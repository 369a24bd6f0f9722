package io.srpo.verify.math.number;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.time.Duration;

/**
 * What one pair may spend: time, steps, and bytes allocated where the JVM counts them. Time is the thread's own processor time where the JVM offers it, so that a busy machine, on which a thread waits,
 * does not change a verdict. One thread only.
 */
public final class Budget {
    private static final int MAX_STEPS = 3_000_000;
    private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();
    private static final boolean PROCESSOR_TIME = THREADS.isCurrentThreadCpuTimeSupported();

    /** Bytes one pair may allocate; well under the 64 MB that are promised, since a single step may still need some. */
    private static final long MAX_BYTES = 40L << 20;

    private static final boolean COUNTS_BYTES =
            THREADS instanceof com.sun.management.ThreadMXBean t && t.isThreadAllocatedMemorySupported();

    private final long limit;
    private long bytes;
    private long start = -1;
    private int steps;

    public Budget(Duration limit) {
        this.limit = limit.toNanos();
    }

    /** Counts one small step. */
    public void step() {
        step(1);
    }

    /** Counts work worth {@code cost} small steps. */
    public void step(int cost) {
        int before = steps;
        steps += cost;
        if (steps > MAX_STEPS) {
            throw new TooHardException("too many steps");
        }
        if ((before ^ steps) >= 256) {
            long now = now();
            long allocated = allocated();
            if (start < 0) {
                start = now;
                bytes = allocated;
            } else if (now - start > limit) {
                throw new TooHardException("time limit");
            } else if (allocated - bytes > MAX_BYTES) {
                throw new TooHardException("memory limit");
            }
        }
    }

    private static long allocated() {
        return COUNTS_BYTES
                ? ((com.sun.management.ThreadMXBean) THREADS)
                        .getThreadAllocatedBytes(Thread.currentThread().getId())
                : 0;
    }

    private static long now() {
        return PROCESSOR_TIME ? THREADS.getCurrentThreadCpuTime() : System.nanoTime();
    }
}
