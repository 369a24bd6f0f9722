package io.srpo.verify.code;

import org.jspecify.annotations.Nullable;

/** Counts tests as their results come in and makes the verdict of them. */
final class Tally {
    private final int total;
    private final long started = System.nanoTime();
    private int passed;
    private int seen;
    private @Nullable String firstFailure;

    Tally(int total) {
        this.total = total;
    }

    void add(boolean ok, String reason) {
        seen++;
        if (ok) {
            passed++;
        } else if (firstFailure == null) {
            firstFailure = reason;
        }
    }

    boolean complete() {
        return seen == total;
    }

    /** Every test was run. */
    CodeResult finished() {
        if (total > 0 && complete() && passed == total) {
            return new CodeResult(Status.PASSED, passed, total, "all " + total + " tests passed", millis());
        }
        String first = firstFailure == null ? "not every test was run" : firstFailure;
        return new CodeResult(
                Status.FAILED, passed, total, passed + " of " + total + " tests passed: " + first, millis());
    }

    /** Something other than a test's failing decided. */
    CodeResult ended(Status status, String reason) {
        return new CodeResult(status, Math.min(passed, total), total, reason, millis());
    }

    private long millis() {
        return (System.nanoTime() - started) / 1_000_000;
    }
}
