package io.srpo.core.objective;

/**
 * Estimates of the divergence KL(policy || other) from one drawn token (Schulman 2020, "Approximating KL divergence"), as functions of
 * {@code d = log(other) - log(policy)}.
 */
enum KlEstimator {
    /**
     * {@code -d}: without bias, but of either sign. As a term of the loss its gradient is zero in expectation, so it regularises little; it is here
     * for comparison.
     */
    K1 {
        @Override
        double value(double d) {
            return -d;
        }

        @Override
        double slope(double d) {
            return 1;
        }
    },
    /** {@code d^2 / 2}: its gradient is without bias. */
    K2 {
        @Override
        double value(double d) {
            return d * d / 2;
        }

        @Override
        double slope(double d) {
            return -d;
        }
    },
    /** {@code exp(d) - d - 1}: without bias and never negative; GRPO's. */
    K3 {
        @Override
        double value(double d) {
            return Math.expm1(d) - d;
        }

        @Override
        double slope(double d) {
            return -Math.expm1(d);
        }
    };

    abstract double value(double d);

    /** Derivative by the policy's log-probability. */
    abstract double slope(double d);
}
