package io.srpo.verify.math.compare;

import io.srpo.verify.math.number.Rational;
import java.util.HashMap;
import java.util.Map;

/** Values for variables: fixed by the variable's name and the point's number, so that a pair always gets the same verdict. */
final class Point {
    private final int number;
    private final Kind kind;
    private final Map<String, Rational> values = new HashMap<>();

    /** Where the values lie. */
    enum Kind {
        POSITIVE,
        SMALL,
        MIXED,
        WHOLE
    }

    Point(int number, Kind kind) {
        this.number = number;
        this.kind = kind;
    }

    Kind kind() {
        return kind;
    }

    Rational value(String name) {
        return values.computeIfAbsent(name, this::make);
    }

    private Rational make(String name) {
        long h = name.hashCode() * 0x9E3779B97F4A7C15L + number * 0xD1B54A32D192ED03L;
        h = (h ^ (h >>> 30)) * 0xBF58476D1CE4E5B9L;
        h = (h ^ (h >>> 27)) * 0x94D049BB133111EBL;
        h ^= h >>> 31;
        long u = (h >>> 16) % 1000;
        return switch (kind) {
            case POSITIVE -> Rational.of(400 + u + u / 3, 991);
            case SMALL -> Rational.of(50 + u, 1151);
            case MIXED -> Rational.of((h & 1) == 0 ? 300 + 2 * u : -300 - 2 * u, 997);
            case WHOLE -> Rational.of(3 + u % 9);
        };
    }
}
