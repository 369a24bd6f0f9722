package io.srpo.verify.math.parse;

import io.srpo.verify.math.number.Rational;
import io.srpo.verify.math.number.TooHardException;
import java.math.BigInteger;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Numbers as people write them: separators of thousands, decimals, repeating decimals, exponents, bases. */
final class NumberReader {
    private static final int MAX_DIGITS = 4000;
    private static final String J = String.valueOf(Normalizer.JOINT);
    private static final Pattern BASED = Pattern.compile(
            "([0-9][0-9A-Z]*(?:\\.[0-9A-Z]+)?)_(?:\\{\\(?(\\d{1,2}|\\\\text\\{ ?\\w+ ?}|[a-z]+)\\)?}|(\\d{1,2})(?![0-9]))");
    private static final Pattern REPEATING = Pattern.compile(
            "(\\d*)\\.(\\d*)\\\\(?:overline|bar|dot)\\s*(?:\\{(\\d+)}|(\\d))|(\\d*)\\.(\\d*)\\((\\d+)\\)(?![\\d^])");
    private static final Pattern DOTTED =
            Pattern.compile("(\\d*)\\.(\\d{2,40}?) ?(?:\\.\\.\\.|\\\\(?:ldots|dots|cdots)(?![a-zA-Z]))");
    private static final Pattern GROUPED = Pattern.compile("\\d{1,3}(?:[" + J
            + "]\\d{3})+(?:\\.\\d+)?|\\d{1,3}(?:,\\d{3})+(?![\\d,]\\d)(?:\\.\\d+)?|\\d{1,2}(?:,\\d{2})+,\\d{3}(?!\\d)(?:\\.\\d+)?"
            + "|\\d{1,3}(?:'\\d{3})+(?:\\.\\d+)?|\\d{1,3}(?:_\\d{3})+|\\d{1,3}(?: \\d{3})+(?![\\d/]| ?/)(?:\\.\\d+)?");
    private static final Pattern EUROPEAN = Pattern.compile(
            "\\d{1,3}(?:\\.\\d{3}){2,}(?![\\d.])(?:,\\d+)?|\\d{1,3}(?:\\.\\d{3})+,\\d+(?![\\d.])|\\d{1,3}(?: \\d{3})+,\\d{1,2}(?![\\d.,])");
    private static final Pattern PLAIN = Pattern.compile("\\d+(?:\\.\\d+)?|\\.\\d+");
    private static final Pattern EXPONENT = Pattern.compile("[eE]([+-]?\\d{1,6})(?![\\d.])");

    private NumberReader() {}

    /** Whether a number begins here. */
    static boolean starts(Cursor c) {
        return Cursor.isDigit(c.peek()) || (c.peek() == '.' && (Cursor.isDigit(c.peek(1)) || c.peek(1) == '\\'));
    }

    static Node read(Cursor c) {
        Node based = based(c);
        if (based != null) {
            return based;
        }
        Matcher m = at(c, REPEATING);
        if (m != null) {
            return repeating(c, m);
        }
        m = c.s.indexOf("..", c.pos) < 0 && c.s.indexOf("dots", c.pos) < 0 ? null : at(c, DOTTED);
        Node dotted = m == null ? null : dotted(c, m);
        if (dotted != null) {
            return dotted;
        }
        String digits;
        m = at(c, EUROPEAN);
        if (m != null && (c.brackets == 0 || m.group().indexOf(',') < 0)) {
            digits = m.group().replace(".", "").replace(" ", "").replace(',', '.');
        } else {
            m = at(c, GROUPED);
            if (m != null && c.brackets > 0 && (m.group().indexOf(',') >= 0)) {
                m = null;
            }
            if (m == null) {
                m = at(c, PLAIN);
            }
            if (m == null) {
                throw new NotMathException("not a number");
            }
            digits = m.group().replaceAll("[" + J + ",'_ ]", "");
        }
        if (digits.length() > MAX_DIGITS) {
            throw new TooHardException("number too long");
        }
        c.pos = m.end();
        int point = digits.indexOf('.');
        int decimals = point < 0 ? -1 : digits.length() - point - 1;
        Rational value = Rational.ofDecimal(digits);
        Matcher e = at(c, EXPONENT);
        if (e != null) {
            c.pos = e.end();
            int exponent = Integer.parseInt(e.group(1));
            return scientific(value, decimals, exponent);
        }
        if (c.peek() == '.' && !Cursor.isDigit(c.peek(1)) && c.peek(1) != '.') {
            c.pos += c.pos + 1 == c.s.length() ? 1 : 0;
        }
        return new Node.Num(value, decimals);
    }

    /** A number times a power of ten, with the digits it shows. */
    static Node.Num scientific(Rational value, int decimals, int exponent) {
        Rational scale = Rational.TEN.power(BigInteger.valueOf(exponent));
        if (scale == null) {
            throw new TooHardException("exponent too large");
        }
        int shown = decimals < 0 ? -1 : Math.max(decimals - exponent, 0);
        return new Node.Num(value.multiply(scale), shown == 0 ? -1 : shown);
    }

    /** A run of digits and nothing else, as in {@code x^10}; or just one digit, as TeX takes it after {@code \frac}. */
    static Node digits(Cursor c, boolean one) {
        int end = c.pos;
        while (end < c.s.length() && Cursor.isDigit(c.s.charAt(end)) && !(one && end > c.pos)) {
            end++;
        }
        if (end - c.pos > MAX_DIGITS) {
            throw new TooHardException("number too long");
        }
        Node n = new Node.Num(Rational.of(new BigInteger(c.s.substring(c.pos, end))), -1);
        c.pos = end;
        return n;
    }

    private static Node repeating(Cursor c, Matcher m) {
        c.pos = m.end();
        if (m.group(7) != null) {
            return repeating(m.group(5), m.group(6), m.group(7));
        }
        return repeating(m.group(1), m.group(2), m.group(3) != null ? m.group(3) : m.group(4));
    }

    /** 0.1666... when a period shows at least twice, one digit at least three times; null otherwise. */
    private static @Nullable Node dotted(Cursor c, Matcher m) {
        String digits = m.group(2);
        for (int p = 1; p <= digits.length() / 2; p++) {
            int start = digits.length();
            String period = digits.substring(digits.length() - p);
            while (start >= p && digits.startsWith(period, start - p)) {
                start -= p;
            }
            int times = (digits.length() - start) / p;
            if (times >= (p == 1 ? 3 : 2)) {
                c.pos = m.end();
                return repeating(m.group(1), digits.substring(0, start), period);
            }
        }
        return null;
    }

    private static Node repeating(String before, String fixedDigits, String period) {
        if (fixedDigits.length() + period.length() > 60) {
            throw new TooHardException("period too long");
        }
        String fixed = (before.isEmpty() ? "0" : before) + fixedDigits;
        BigInteger whole = new BigInteger(fixed + period).subtract(new BigInteger(fixed));
        BigInteger den = BigInteger.TEN
                .pow(period.length())
                .subtract(BigInteger.ONE)
                .multiply(BigInteger.TEN.pow(fixedDigits.length()));
        return new Node.Num(Rational.of(whole, den), -1);
    }

    private static @Nullable Node based(Cursor c) {
        Matcher m = c.s.indexOf('_') < 0 ? null : at(c, BASED);
        if (m == null) {
            return null;
        }
        Integer base = base(m.group(2) != null ? m.group(2) : m.group(3));
        Node n = base == null ? null : based(m.group(1), base);
        if (n != null) {
            c.pos = m.end();
        }
        return n;
    }

    /** A base named by digits or by a word, or null. */
    static @Nullable Integer base(String name) {
        String word = name.replaceAll("\\\\text|[{}() ]", "").toLowerCase(Locale.ROOT);
        if (word.matches("\\d{1,2}")) {
            int base = Integer.parseInt(word);
            return base >= 2 && base <= 36 ? base : null;
        }
        return switch (word) {
            case "two" -> 2;
            case "three" -> 3;
            case "four" -> 4;
            case "five" -> 5;
            case "six" -> 6;
            case "seven" -> 7;
            case "eight" -> 8;
            case "nine" -> 9;
            case "ten" -> 10;
            case "twelve" -> 12;
            case "sixteen" -> 16;
            default -> null;
        };
    }

    /** Digits in a base, or null when one of them does not exist there. */
    static Node.@Nullable Based based(String digits, int base) {
        if (digits.length() > MAX_DIGITS / 4) {
            throw new TooHardException("number too long");
        }
        BigInteger value = BigInteger.ZERO;
        BigInteger den = BigInteger.ONE;
        boolean fraction = false;
        for (int k = 0; k < digits.length(); k++) {
            char d = digits.charAt(k);
            if (d == '.') {
                fraction = true;
                continue;
            }
            int v = Character.digit(d, 36);
            if (v < 0 || v >= base) {
                return null;
            }
            value = value.multiply(BigInteger.valueOf(base)).add(BigInteger.valueOf(v));
            den = fraction ? den.multiply(BigInteger.valueOf(base)) : den;
        }
        return new Node.Based(Rational.of(value, den), digits, base);
    }

    private static @Nullable Matcher at(Cursor c, Pattern pattern) {
        Matcher m = pattern.matcher(c.s).region(c.pos, c.s.length());
        m.useTransparentBounds(true);
        return m.lookingAt() ? m : null;
    }
}
