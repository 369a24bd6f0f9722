package io.srpo.verify.math.compare;

/**
 * The result of one comparison.
 *
 * @param reason one phrase for a person: "equal as numbers", "open and closed ends differ"
 */
public record Comparison(Outcome outcome, String reason) {
    /** What can be said of a pair. */
    public enum Outcome {
        EQUAL,
        DIFFERENT,
        /** A limit of time or size was met, or the gold answer is not understood; counts as wrong, and is counted apart. */
        UNDECIDED
    }

    public boolean equal() {
        return outcome == Outcome.EQUAL;
    }
}
