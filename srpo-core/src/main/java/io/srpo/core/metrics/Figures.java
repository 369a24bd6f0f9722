package io.srpo.core.metrics;

import java.util.Map;

/** JSON has no NaN: a figure that is not defined is absent. */
final class Figures {
    private Figures() {}

    static void put(Map<String, Object> out, String key, double value) {
        if (Double.isFinite(value)) {
            out.put(key, value);
        }
    }
}
