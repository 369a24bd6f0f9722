package io.srpo.verify.math.compare;

import org.jspecify.annotations.Nullable;

/** Whole numbers of a few digits, by far the most frequent pair, compared without being parsed. */
final class PlainNumbers {
    private static final int MAX_DIGITS = 17;
    private static final long NONE = Long.MIN_VALUE;
    private static final Comparison EQUAL = new Comparison(Comparison.Outcome.EQUAL, "equal as numbers");
    private static final Comparison DIFFERENT = new Comparison(Comparison.Outcome.DIFFERENT, "another number");

    private PlainNumbers() {}

    /** The result when both are whole numbers with nothing but a sign and dollar signs around them; otherwise null. */
    static @Nullable Comparison compare(String gold, String answer) {
        long g = value(gold);
        long a = g == NONE ? NONE : value(answer);
        return a == NONE ? null : g == a ? EQUAL : DIFFERENT;
    }

    /** Whether a text is such a whole number. */
    static boolean is(String text) {
        return value(text) != NONE;
    }

    private static long value(String s) {
        int from = 0;
        int to = s.length();
        while (to - from > 1 && s.charAt(from) == ' ') {
            from++;
        }
        while (to - from > 1 && s.charAt(to - 1) == ' ') {
            to--;
        }
        if (to - from > 2 && s.charAt(from) == '$' && s.charAt(to - 1) == '$') {
            from++;
            to--;
        }
        boolean negative = from < to && s.charAt(from) == '-';
        from += negative ? 1 : 0;
        if (from >= to || to - from > MAX_DIGITS) {
            return NONE;
        }
        long value = 0;
        for (int k = from; k < to; k++) {
            int digit = s.charAt(k) - '0';
            if (digit < 0 || digit > 9) {
                return NONE;
            }
            value = 10 * value + digit;
        }
        return negative ? -value : value;
    }
}
