package io.srpo.verify.math.second;

import io.srpo.verify.math.number.BigComplex;
import io.srpo.verify.math.number.Budget;
import io.srpo.verify.math.number.TooHardException;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * An independent check of a verdict: its own reading of the texts, both sides worked out at random points to about 60 digits, lists compared as sets,
 * points and intervals in order with their brackets. It knows far less than the first verifier and says {@link Opinion#NONE} to the rest; where both speak
 * and differ, a person should look. It knows nothing of forms: an answer that is right in value but not worked out is equal here.
 *
 * <p>Immutable and thread-safe; never throws.
 */
public final class SecondOpinion {
    private static final int MAX_LENGTH = 2000;
    private static final int POINTS = 3;
    private static final Pattern NAMED = Pattern.compile("(?:\\\\?[a-zA-Z]+(?:_\\{?\\w+}?)?(?:\\([a-z]\\))?)=([^=]+)");
    private static final Pattern DECIMAL = Pattern.compile("-?\\d*\\.\\d+");
    private static final Pattern THOUSANDS = Pattern.compile("-?\\d{1,3}(?:,\\d{3})+(?:\\.\\d+)?");
    private static final Pattern OTHER = Pattern.compile(
            "[<>=&]|\\\\(?:le|ge|leq|geq|neq|ne|in|begin|text|infty|cup|cap|pm|mp|mathbb|setminus)(?![a-zA-Z])");

    /**
     * Judges one pair by values alone.
     *
     * @param gold the reference answer, bare
     * @param answer the answer as extracted
     */
    public Opinion of(String gold, String answer) {
        if (gold.length() > MAX_LENGTH || answer.length() > MAX_LENGTH) {
            return Opinion.NONE;
        }
        try {
            Budget budget = new Budget(Duration.ofSeconds(1));
            return same(value(PlainText.of(gold)), value(PlainText.of(answer)), budget)
                    ? Opinion.EQUAL
                    : Opinion.DIFFERENT;
        } catch (UnreadableException | ArithmeticException | TooHardException | UnsupportedOperationException e) {
            return Opinion.NONE;
        }
    }

    /** The right side of an equation that names a value, without thousands marks. */
    private static String value(String s) {
        Matcher m = NAMED.matcher(s);
        String v = m.matches() ? m.group(1) : s;
        v = THOUSANDS.matcher(v).matches() ? v.replace(",", "") : v;
        if (v.isEmpty() || OTHER.matcher(v).find()) {
            throw new UnreadableException(v);
        }
        return v;
    }

    private static boolean same(String g, String a, Budget budget) {
        List<String> gs = NumericReader.parts(g);
        List<String> as = NumericReader.parts(a);
        if (gs.size() > 1 || as.size() > 1) {
            return unordered(named(gs), named(as), budget);
        }
        char gOpen = open(g);
        char aOpen = open(a);
        if (gOpen == '\u0001' || aOpen == '\u0001') {
            return gOpen == aOpen
                    ? unordered(NumericReader.parts(inside(g)), NumericReader.parts(inside(a)), budget)
                    : one(gOpen == '\u0001' ? inside(g) : g, aOpen == '\u0001' ? inside(a) : a, budget);
        }
        if (gOpen != '\0' && aOpen != '\0') {
            boolean brackets = gOpen == aOpen && g.charAt(g.length() - 1) == a.charAt(a.length() - 1);
            return brackets && ordered(NumericReader.parts(inside(g)), NumericReader.parts(inside(a)), budget);
        }
        return gOpen == aOpen && scalar(g, a, budget);
    }

    private static boolean one(String g, String a, Budget budget) {
        return NumericReader.parts(g).size() == 1 && NumericReader.parts(a).size() == 1 && same(g, a, budget);
    }

    private static List<String> named(List<String> items) {
        List<String> values = new ArrayList<>();
        for (String item : items) {
            values.add(value(item));
        }
        return values;
    }

    /** The bracket that holds a list of several items, or nothing. */
    private static char open(String s) {
        if (s.length() < 2 || "([\u0001".indexOf(s.charAt(0)) < 0 || ")]\u0002".indexOf(s.charAt(s.length() - 1)) < 0) {
            return '\0';
        }
        return s.charAt(0) == '\u0001' || NumericReader.parts(inside(s)).size() > 1 ? s.charAt(0) : '\0';
    }

    private static String inside(String s) {
        return s.substring(1, s.length() - 1);
    }

    private static boolean ordered(List<String> gs, List<String> as, Budget budget) {
        boolean same = gs.size() == as.size();
        for (int n = 0; n < gs.size() && same; n++) {
            same = same(gs.get(n), as.get(n), budget);
        }
        return same;
    }

    private static boolean unordered(List<String> gs, List<String> as, Budget budget) {
        List<String> left = new ArrayList<>(as);
        if (gs.size() != as.size() || gs.size() > 60) {
            return false;
        }
        for (String g : gs) {
            int found = -1;
            for (int n = 0; n < left.size() && found < 0; n++) {
                found = same(g, left.get(n), budget) ? n : -1;
            }
            if (found < 0) {
                return false;
            }
            left.remove(found);
        }
        return true;
    }

    private static boolean scalar(String g, String a, Budget budget) {
        if (DECIMAL.matcher(g).matches() && DECIMAL.matcher(a).matches()) {
            BigDecimal gold = new BigDecimal(g);
            BigDecimal given = new BigDecimal(a);
            return gold.compareTo(given) == 0
                    || (given.scale() >= gold.scale()
                            && given.setScale(gold.scale(), RoundingMode.HALF_UP)
                                            .compareTo(gold)
                                    == 0);
        }
        BigComplex k = new BigComplex(budget);
        for (int n = 0; n < POINTS; n++) {
            NumericReader.Draw draw =
                    NumericReader.Draw.of(31L * g.hashCode() + a.hashCode() + n * 0x9E3779B97F4A7C15L);
            if (!k.same(NumericReader.value(g, draw, budget), NumericReader.value(a, draw, budget))) {
                return false;
            }
        }
        return true;
    }
}
