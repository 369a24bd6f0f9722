package io.srpo.verify.math.number;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.time.Duration;

/**
 * What one pair may spend: time, and steps. Time is the thread's own processor time where the JVM offers it, so that a busy machine, on which a thread waits,
 * does not change a verdict. One thread only.
 */
public final class Budget {
    private static final int MAX_STEPS = 3_000_000;
    private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();
    private static final boolean PROCESSOR_TIME = THREADS.isCurrentThreadCpuTimeSupported();

    private final long limit;
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
            if (start < 0) {
                start = now;
            } else if (now - start > limit) {
                throw new TooHardException("time limit");
            }
        }
    }

    private static long now() {
        return PROCESSOR_TIME ? THREADS.getCurrentThreadCpuTime() : System.nanoTime();
    }
}
