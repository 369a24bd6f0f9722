package io.srpo.core.objective;

import io.srpo.core.SrpoException;

/**
 * Truncated importance sampling (Yao et al. 2025, "Your efficient RL framework secretly brings you off-policy RL training"): a token drawn by another
 * engine, or by an older policy, weighs {@code min(pi_old / pi_rollout, cap)}. A constant for the gradient. It weighs the
 * surrogate, not the KL term.
 *
 * @param cap largest weight, above 0; usually 2
 */
record ImportanceWeight(double cap) {
    ImportanceWeight {
        if (!(cap > 0 && Double.isFinite(cap))) {
            throw SrpoException.input(
                    "objective.importanceCap: " + cap + " is out of range; give a number above 0, such as 2");
        }
    }

    double of(double oldLogProb, double rolloutLogProb) {
        return Math.min(Math.exp(oldLogProb - rolloutLogProb), cap);
    }
}
