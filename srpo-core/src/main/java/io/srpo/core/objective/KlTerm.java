package io.srpo.core.objective;

import io.srpo.core.SrpoException;

/**
 * What is added to every token's loss for straying from the reference model.
 *
 * @param coefficient usually called beta; above 0
 */
record KlTerm(KlEstimator estimator, double coefficient) {
    KlTerm {
        if (!(coefficient > 0 && Double.isFinite(coefficient))) {
            throw SrpoException.input("objective.klCoefficient: " + coefficient
                    + " is out of range; give a number above 0 such as 0.001, or set kl to \"off\"");
        }
    }
}
