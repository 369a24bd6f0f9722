package io.srpo.verify.math;

import io.srpo.verify.math.compare.Comparison;
import io.srpo.verify.math.compare.PairCheck;
import io.srpo.verify.math.number.Budget;
import java.time.Duration;

/**
 * Whether an answer equals the reference answer. Both are texts: plain, LaTeX, Unicode. The direction matters: rounding is allowed only to the
 * digits that a decimal gold answer shows, and only where the answer is a decimal too.
 *
 * <p>How it decides: the texts are normalised and parsed into trees that keep the written form; forms are compared by kind (sets unordered, points
 * ordered, intervals with their ends, equations up to scaling); values by exact rational arithmetic, or else at points fixed by the variables' names, in
 * double precision and then to 40 digits. What no rule decides is different or undecided, never equal by guess.
 *
 * <p>Immutable and thread-safe; no input makes it throw or run past its limit.
 */
public final class MathEquivalence {
    private final Duration limit;

    /** With the default limit of 2 seconds a pair. */
    public MathEquivalence() {
        this(Budget.STANDARD);
    }

    /** @param limit processor time a pair, after which it is undecided */
    public MathEquivalence(Duration limit) {
        this.limit = limit;
    }

    /**
     * Compares two bare answers.
     *
     * @param gold the reference answer
     * @param answer the answer as extracted
     */
    public Comparison compare(String gold, String answer) {
        return compare(gold, answer, budget());
    }

    Comparison compare(String gold, String answer, Budget budget) {
        return PairCheck.compare(gold, answer, budget);
    }

    /** What one pair may spend. */
    Budget budget() {
        return new Budget(limit);
    }
}
