package io.srpo.core.stats;

/** Smoothing and slope of a metric over steps, for the plateau rule and for curves. */
public final class Trend {
    private Trend() {}

    /**
     * Exponential moving average, {@code s_t = (1 - weight) * s_(t-1) + weight * x_t}, begun at the first value. A value that is not finite (a step without
     * the metric) leaves the average where it is; before the first finite one the average is NaN.
     *
     * @param weight of the newest value, above 0 and at most 1
     * @return one average a value
     * @throws IllegalArgumentException when the weight is out of range
     */
    public static double[] ema(double[] values, double weight) {
        if (!(weight > 0 && weight <= 1)) {
            throw new IllegalArgumentException(
                    "the weight of a moving average must be above 0 and at most 1, not " + weight);
        }
        double[] out = new double[values.length];
        double average = Double.NaN;
        for (int t = 0; t < values.length; t++) {
            if (Double.isFinite(values[t])) {
                average = Double.isNaN(average) ? values[t] : average + weight * (values[t] - average);
            }
            out[t] = average;
        }
        return out;
    }

    /** The weight whose average has the mean age of a plain mean over {@code window} values: {@code 2 / (window + 1)}. */
    public static double emaWeight(int window) {
        return 2.0 / (Math.max(1, window) + 1);
    }

    /**
     * Least-squares slope of the last {@code window} values, per step.
     *
     * @return NaN when there are fewer than {@code window} values, or fewer than 2
     */
    public static double slope(double[] values, int window) {
        if (window < 2 || values.length < window) {
            return Double.NaN;
        }
        int from = values.length - window;
        double middle = (window - 1) / 2.0;
        double mean = 0;
        for (int i = 0; i < window; i++) {
            mean += values[from + i] / window;
        }
        double products = 0;
        double squares = 0;
        for (int i = 0; i < window; i++) {
            products += (i - middle) * (values[from + i] - mean);
            squares += (i - middle) * (i - middle);
        }
        return products / squares;
    }
}
