package io.srpo.train.report;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A noisy curve made readable: each value is replaced by the mean of itself and the ones measured just before it. */
final class Smoothing {
    private Smoothing() {}

    /** How many values a mean takes in: a tenth of them, at least 5 and at most 20; 1, which is none, for fewer than 20. */
    static int window(long measured) {
        return measured < 20 ? 1 : (int) Math.min(20, Math.max(5, measured / 10));
    }

    static List<@Nullable Double> trailing(List<@Nullable Double> values, int window) {
        List<@Nullable Double> out = new ArrayList<>(values.size());
        Deque<Double> last = new ArrayDeque<>();
        for (Double value : values) {
            if (value == null) {
                out.add(null);
                continue;
            }
            last.addLast(value);
            if (last.size() > window) {
                last.removeFirst();
            }
            out.add(last.stream().mapToDouble(Double::doubleValue).average().orElseThrow());
        }
        return out;
    }
}
