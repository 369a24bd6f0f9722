package io.srpo.verify.math.number;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What one pair may spend from first to last, finding the answer included: time, steps, and bytes allocated where the JVM counts them. Time is the thread's own
 * processor time where the JVM offers it, so that a busy machine, on which a thread waits, does not change a verdict. The clock starts at the first use. One
 * thread only.
 */
public final class Budget {
    /** Time for one pair. */
    public static final Duration STANDARD = Duration.ofSeconds(2);

    private static final int MAX_STEPS = 3_000_000;
    /** Texts shorter than this are searched without a look at the clock. */
    private static final int LONG_TEXT = 2_000;

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
    private @Nullable String spent;

    public Budget(Duration limit) {
        this.limit = limit.toNanos();
    }

    /** Counts one small step. */
    public void step() {
        step(1);
    }

    /**
     * Counts work worth {@code cost} small steps.
     *
     * @throws SpentException when a limit is met, and ever after
     */
    public void step(int cost) {
        int before = steps;
        steps += cost;
        if (before == 0 || (before ^ steps) >= 256) {
            check();
        }
    }

    /** Counts work on numbers of so many bits, such as a product or a common divisor: it grows with the square of their length. */
    public void work(int bits) {
        int words = bits >> 6;
        step(1 + words * words / 128);
    }

    /**
     * Looks at the clock and at the memory.
     *
     * @throws SpentException when a limit is met, and ever after
     */
    public void check() {
        if (start < 0) {
            start = now();
            bytes = allocated();
        }
        if (spent == null) {
            spent = steps > MAX_STEPS
                    ? "too many steps"
                    : now() - start > limit ? "time limit" : allocated() - bytes > MAX_BYTES ? "memory limit" : null;
        }
        if (spent != null) {
            throw new SpentException(spent);
        }
    }

    /** A matcher that looks at the clock now and then while it searches a long text. */
    public Matcher matcher(Pattern pattern, String text) {
        return pattern.matcher(text.length() < LONG_TEXT ? text : new WatchedText(text, this));
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
