package io.srpo.core.history;

import io.srpo.core.SrpoException;

/**
 * Rollouts counted by outcome.
 *
 * @param right answers that are right
 * @param wrong answers that are wrong, truncated ones included
 * @param unjudged answers whose verifier failed: they speak neither for nor against a prompt
 * @param truncated how many of the judged and unjudged were cut at the limit; informative, already counted above
 */
public record Tally(int right, int wrong, int unjudged, int truncated) {
    public static final Tally NONE = new Tally(0, 0, 0, 0);

    public Tally {
        if (right < 0 || wrong < 0 || unjudged < 0 || truncated < 0 || truncated > wrong + unjudged) {
            throw SrpoException.internal("impossible counts of rollouts: right " + right + ", wrong " + wrong
                    + ", unjudged " + unjudged + ", truncated " + truncated);
        }
    }

    public Tally plus(Tally other) {
        return new Tally(
                right + other.right, wrong + other.wrong, unjudged + other.unjudged, truncated + other.truncated);
    }

    /** Rollouts that count: right and wrong ones. */
    public int judged() {
        return right + wrong;
    }

    /** Share of the judged rollouts that is right, 0 to 1; NaN when none was judged. */
    public double passRate() {
        return right / (double) judged();
    }
}
