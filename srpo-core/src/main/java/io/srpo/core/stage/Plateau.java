package io.srpo.core.stage;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * {@code plateau: {metric, window, gain}}: the metric does not rise any more. Its smoothed values over the last {@code window} steps
 * are fitted by a straight line (least squares); the stage ends when the line's slope times {@code window} is less than {@code gain}.
 * Falling counts as not rising. Nothing is said before the stage has {@code window} values. Our rule, as all end rules are.
 *
 * @param metric its name in the step's metrics; steps in which it was not measured are passed over
 * @param window steps, at least 2
 * @param gain rise over the window that is still worth going on for, in the metric's own unit; at least 0, finite
 * @param smoothing each value is replaced by the mean of itself and up to {@code smoothing - 1} values before it; 1 for none
 */
public record Plateau(String metric, int window, double gain, int smoothing) implements EndRule {
    /** A rise that is rounding and nothing else. */
    private static final double FLAT = 1e-12;

    public Plateau {
        EndRule.require(window >= 2, "plateau.window must be at least 2 steps, not " + window);
        EndRule.require(gain >= 0 && Double.isFinite(gain), "plateau.gain must be at least 0 and finite, not " + gain);
        EndRule.require(
                smoothing >= 1 && smoothing <= window,
                "plateau.smoothing must be from 1 to the window's " + window + " steps, not " + smoothing);
    }

    /** Smoothed over a quarter of the window. */
    public Plateau(String metric, int window, double gain) {
        this(metric, window, gain, Math.max(1, window / 4));
    }

    @Override
    public Optional<String> endedBy(StageProgress progress) {
        List<Double> values = progress.metric(metric);
        if (values.size() < window) {
            return Optional.empty();
        }
        double rise = slope(values) * window;
        if (Math.abs(rise) < FLAT) {
            rise = 0;
        }
        if (!(rise < gain)) {
            return Optional.empty();
        }
        String moved = rise < 0 ? " fell by " + number(-rise) : " rose by " + number(rise);
        String last = " over the last " + window + " steps";
        return Optional.of("plateau: " + metric + moved + last + (rise < 0 ? ", it should rise by " : ", less than ")
                + number(gain));
    }

    /** Least-squares slope of the last {@code window} smoothed values, a step. */
    private double slope(List<Double> values) {
        int from = values.size() - window;
        double centre = (window - 1) / 2.0;
        double upper = 0;
        double lower = 0;
        for (int i = 0; i < window; i++) {
            upper += (i - centre) * smoothed(values, from + i);
            lower += (i - centre) * (i - centre);
        }
        return upper / lower;
    }

    private double smoothed(List<Double> values, int at) {
        return values.subList(Math.max(0, at + 1 - smoothing), at + 1).stream()
                .mapToDouble(Double::doubleValue)
                .average()
                .orElseThrow();
    }

    @Override
    public Set<String> metrics() {
        return Set.of(metric);
    }

    /** Three significant digits, without an exponent. */
    static String number(double value) {
        BigDecimal rounded = new BigDecimal(value).round(new MathContext(3));
        return rounded.signum() == 0 ? "0" : rounded.stripTrailingZeros().toPlainString();
    }
}
