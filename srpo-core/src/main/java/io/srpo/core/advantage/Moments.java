package io.srpo.core.advantage;

/** Means and deviations of rewards, and the one question that floating point must not answer: are they all the same? */
final class Moments {
    private Moments() {}

    static double mean(double[] values) {
        double sum = 0;
        for (double value : values) {
            sum += value;
        }
        return sum / values.length;
    }

    /** Population standard deviation. */
    static double deviation(double[] values) {
        double mean = mean(values);
        double squares = 0;
        for (double value : values) {
            squares += (value - mean) * (value - mean);
        }
        return Math.sqrt(squares / values.length);
    }

    /**
     * Values less their mean, times a factor. Exactly 0 when all values are the same: the mean of three times 0.1 is not 0.1, and the
     * rounding, divided by a standard deviation as small, would come out as an advantage.
     */
    static double[] centred(double[] values, double factor) {
        double[] out = new double[values.length];
        if (allEqual(values)) {
            return out;
        }
        double mean = mean(values);
        for (int i = 0; i < values.length; i++) {
            out[i] = (values[i] - mean) * factor;
        }
        return out;
    }

    static boolean allEqual(double[] values) {
        for (double value : values) {
            if (value != values[0]) {
                return false;
            }
        }
        return true;
    }
}
