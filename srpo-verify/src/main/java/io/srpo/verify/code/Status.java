package io.srpo.verify.code;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

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

    /** The status of this label, or empty when there is none. */
    static Optional<Status> of(String label) {
        return Arrays.stream(values())
                .filter(status -> status.label().equals(label))
                .findFirst();
    }

    /** The status of a run that went wrong, as the sandbox reports it; whatever else is claimed counts as a runtime error. */
    static Status ofFailure(String label) {
        return switch (label) {
            case "compile_error" -> COMPILE_ERROR;
            case "timeout" -> TIMEOUT;
            case "memory" -> MEMORY;
            case "output_limit" -> OUTPUT_LIMIT;
            case "sandbox_error" -> SANDBOX_ERROR;
            default -> RUNTIME_ERROR;
        };
    }
}
