package io.srpo.core.stats;

/** A closed interval, such as one of confidence. */
public record Interval(double low, double high) {
    public boolean contains(double value) {
        return low <= value && value <= high;
    }

    public double width() {
        return high - low;
    }
}
