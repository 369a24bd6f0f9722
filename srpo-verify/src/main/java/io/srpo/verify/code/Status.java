package io.srpo.verify.code;

import java.util.Locale;

/** What became of a candidate. */
public enum Status {
    /** Every test passed, and there was at least one. */
    PASSED,
    FAILED,
    COMPILE_ERROR,
    RUNTIME_ERROR,
    TIMEOUT,
    MEMORY,
    OUTPUT_LIMIT,
    /** The candidate was not judged: no wall stands, or it fell. */
    SANDBOX_ERROR;

    /** As written in results: {@code passed}, {@code compile_error}, ... */
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }

    static Status of(String label) {
        return valueOf(label.toUpperCase(Locale.ROOT));
    }
}
