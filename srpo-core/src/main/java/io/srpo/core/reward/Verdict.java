package io.srpo.core.reward;

import org.jspecify.annotations.Nullable;

/**
 * Whether an answer is right, and why. Pass@1 and the history go by {@link #outcome} alone.
 *
 * @param credit the share of the work that is right, 0 to 1; 1 just when right (code: the share of tests passed)
 * @param reason one sentence for a person: "equal as numbers", "2 of 3 tests passed: assert f(2) == 4 failed"
 * @param extracted the part of the response that was judged, or null when none was found
 */
public record Verdict(
        Outcome outcome,
        double credit,
        String reason,
        @Nullable String extracted) {
    /** What a verifier can say. */
    public enum Outcome {
        RIGHT,
        WRONG,
        /** The verifier itself failed (no sandbox): the rollout counts as nothing, and the fault is reported. */
        UNJUDGED
    }

    public static Verdict right(String reason, @Nullable String extracted) {
        return new Verdict(Outcome.RIGHT, 1.0, reason, extracted);
    }

    public static Verdict wrong(String reason, @Nullable String extracted) {
        return new Verdict(Outcome.WRONG, 0.0, reason, extracted);
    }

    public static Verdict partly(double credit, String reason, @Nullable String extracted) {
        return new Verdict(Outcome.WRONG, credit, reason, extracted);
    }

    public static Verdict unjudged(String reason) {
        return new Verdict(Outcome.UNJUDGED, 0.0, reason, null);
    }

    public boolean right() {
        return outcome == Outcome.RIGHT;
    }
}
