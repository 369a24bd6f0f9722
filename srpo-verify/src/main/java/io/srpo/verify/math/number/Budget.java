package io.srpo.verify.math.number;

import java.time.Duration;

/** What one pair may spend: wall time, and steps (so that a stopped clock cannot let it run on). One thread only. */
public final class Budget {
    private static final int MAX_STEPS = 3_000_000;

    private final long start = System.nanoTime();
    private final long limit;
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
        if (cost >= 16 || (before ^ steps) >= 64) {
            if (System.nanoTime() - start > limit) {
                throw new TooHardException("time limit");
            }
        }
    }
}
