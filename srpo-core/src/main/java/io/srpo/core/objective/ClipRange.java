package io.srpo.core.objective;

import io.srpo.core.SrpoException;

/**
 * How far a ratio may go: from {@code 1 - low} to {@code 1 + high}.
 *
 * @param low above 0, at most 1
 * @param high above 0
 */
record ClipRange(double low, double high) {
    ClipRange {
        if (!(low > 0 && low <= 1 && high > 0 && Double.isFinite(high))) {
            throw SrpoException.input(
                    "objective.clip: [" + low + ", " + high
                            + "] is out of range; give [low, high] with low above 0 and at most 1, and high above 0, such as [0.2, 0.28]");
        }
    }

    double bounded(double ratio) {
        return Math.min(Math.max(ratio, 1 - low), 1 + high);
    }

    boolean contains(double ratio) {
        return ratio >= 1 - low && ratio <= 1 + high;
    }

    /** Whether {@code min(ratio * a, bounded(ratio) * a)} is the bounded, constant side. */
    boolean removes(double ratio, double advantage) {
        return advantage > 0 ? ratio > 1 + high : advantage < 0 && ratio < 1 - low;
    }
}
