package io.srpo.engine.model;

/**
 * How a rotary embedding's frequencies are stretched, so that a model reads longer texts than it was first trained on. Names, formulas and defaults are those
 * of Hugging Face's {@code rope_scaling}.
 */
public sealed interface RopeScaling {
    /**
     * Radians that each pair of a head's elements turns a position, {@code [headDim / 2]}.
     *
     * @param theta base of the embedding
     */
    double[] frequencies(double theta, int headDim);

    /** What sines and cosines are multiplied with. */
    default double magnitude() {
        return 1;
    }

    private static double[] plain(double theta, int headDim) {
        double[] plain = new double[headDim / 2];
        for (int i = 0; i < plain.length; i++) {
            plain[i] = 1 / Math.pow(theta, 2.0 * i / headDim);
        }
        return plain;
    }

    /** The plain embedding: nothing is stretched. */
    record None() implements RopeScaling {
        @Override
        public double[] frequencies(double theta, int headDim) {
            return plain(theta, headDim);
        }
    }

    /** Position interpolation (Chen et al. 2023): every frequency is divided by the same factor. */
    record Linear(double factor) implements RopeScaling {
        @Override
        public double[] frequencies(double theta, int headDim) {
            double[] stretched = plain(theta, headDim);
            for (int i = 0; i < stretched.length; i++) {
                stretched[i] /= factor;
            }
            return stretched;
        }
    }

    /**
     * Llama 3.1's: long waves are stretched, short ones stay, those between go over smoothly.
     *
     * @param low waves longer than {@code originalPositions / low} are stretched whole
     * @param high waves shorter than {@code originalPositions / high} are not
     * @param originalPositions context of the first training, in tokens
     */
    record Llama3(double factor, double low, double high, int originalPositions) implements RopeScaling {
        @Override
        public double[] frequencies(double theta, int headDim) {
            double[] stretched = plain(theta, headDim);
            for (int i = 0; i < stretched.length; i++) {
                double waves = originalPositions * stretched[i] / (2 * Math.PI);
                double kept = Math.min(1, Math.max(0, (waves - low) / (high - low)));
                stretched[i] *= kept + (1 - kept) / factor;
            }
            return stretched;
        }
    }

    /**
     * YaRN (Peng et al. 2023).
     *
     * @param betaFast pairs that turn more often than this within {@code originalPositions} are not stretched
     * @param betaSlow pairs that turn less often are stretched whole
     * @param magnitude of sines and cosines
     * @param truncate whether the bounds between the two are whole pairs
     */
    record Yarn(
            double factor,
            int originalPositions,
            double betaFast,
            double betaSlow,
            @Override double magnitude,
            boolean truncate)
            implements RopeScaling {
        /** With the paper's bounds 32 and 1 and its magnitude {@code 0.1 ln(factor) + 1}. */
        public static Yarn of(double factor, int originalPositions) {
            return new Yarn(factor, originalPositions, 32, 1, magnitude(factor, 1), true);
        }

        /** {@code 0.1 scale ln(factor) + 1}. */
        static double magnitude(double factor, double scale) {
            return factor <= 1 ? 1 : 0.1 * scale * Math.log(factor) + 1;
        }

        @Override
        public double[] frequencies(double theta, int headDim) {
            double first = pairTurning(betaFast, theta, headDim);
            double last = pairTurning(betaSlow, theta, headDim);
            double low = Math.max(truncate ? Math.floor(first) : first, 0);
            double high = Math.min(truncate ? Math.ceil(last) : last, headDim - 1);
            if (low == high) {
                high += 0.001;
            }
            double[] stretched = plain(theta, headDim);
            for (int i = 0; i < stretched.length; i++) {
                double share = Math.min(1, Math.max(0, (i - low) / (high - low)));
                stretched[i] *= share / factor + (1 - share);
            }
            return stretched;
        }

        /** The (broken) number of the pair that turns so often within the first training's context. */
        private double pairTurning(double turns, double theta, int headDim) {
            return headDim * Math.log(originalPositions / (turns * 2 * Math.PI)) / (2 * Math.log(theta));
        }
    }
}
