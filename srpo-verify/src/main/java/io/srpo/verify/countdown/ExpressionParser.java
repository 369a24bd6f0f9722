package io.srpo.verify.countdown;

import java.util.ArrayList;
import java.util.List;

/**
 * Reads an answer of the game from left to right, once, and works it out exactly. Every number is crossed off the list before it is used, so that
 * no value can grow beyond what the given numbers allow; brackets nest at most {@value #DEEPEST} deep.
 */
final class ExpressionParser {
    private static final int DEEPEST = 40;
    private static final int MOST_DIGITS = 18;
    private static final int END = -1;

    private final String text;
    private final long target;
    private final List<Long> given;
    private final List<Long> left;
    private int at;
    private int depth;

    ExpressionParser(String answer, List<Long> numbers, long target) {
        this.text = Spelling.plain(answer);
        this.given = numbers;
        this.left = new ArrayList<>(numbers);
        this.target = target;
    }

    /** The expression's value. */
    Fraction value() throws NotAnExpressionException {
        Fraction value = sum();
        if (next() == '=') {
            at++;
            boolean minus = next() == '-';
            at += minus ? 1 : 0;
            long said = literal();
            if ((minus ? -said : said) != target) {
                throw new NotAnExpressionException(
                        "says \"= " + (minus ? "-" : "") + said + "\", but the target is " + target);
            }
        }
        if (next() != END) {
            throw unexpected();
        }
        return value;
    }

    private Fraction sum() throws NotAnExpressionException {
        Fraction value = product();
        for (int c = next(); c == '+' || c == '-'; c = next()) {
            at++;
            Fraction other = product();
            value = c == '+' ? value.plus(other) : value.minus(other);
        }
        return value;
    }

    private Fraction product() throws NotAnExpressionException {
        Fraction value = operand();
        for (int c = next(); c == '*' || c == '/'; c = next()) {
            at++;
            Fraction other = operand();
            value = c == '*' ? value.times(other) : value.over(other);
        }
        return value;
    }

    private Fraction operand() throws NotAnExpressionException {
        if (next() != '(') {
            return number();
        }
        if (++depth > DEEPEST) {
            throw new NotAnExpressionException("brackets nest deeper than " + DEEPEST);
        }
        at++;
        Fraction value = sum();
        if (next() != ')') {
            throw next() == END ? new NotAnExpressionException("a bracket is not closed") : unexpected();
        }
        at++;
        depth--;
        return value;
    }

    private Fraction number() throws NotAnExpressionException {
        long number = literal();
        if (!left.remove(Long.valueOf(number))) {
            throw new NotAnExpressionException(
                    given.contains(number)
                            ? "uses " + number + " more often than it is given"
                            : "uses " + number + ", which is not among " + CountdownCheck.list(given));
        }
        return Fraction.of(number);
    }

    private long literal() throws NotAnExpressionException {
        next();
        int from = at;
        while (at < text.length() && text.charAt(at) >= '0' && text.charAt(at) <= '9') {
            at++;
        }
        if (at == from) {
            throw unexpected();
        }
        if (at - from > MOST_DIGITS) {
            throw new NotAnExpressionException("a number has more than " + MOST_DIGITS + " digits");
        }
        return Long.parseLong(text, from, at, 10);
    }

    /** The next character that is no space, not taken. */
    private int next() {
        while (at < text.length() && Character.isWhitespace(text.charAt(at))) {
            at++;
        }
        return at < text.length() ? text.charAt(at) : END;
    }

    private NotAnExpressionException unexpected() {
        return new NotAnExpressionException(
                next() == END
                        ? "ends where a number should follow"
                        : "is no expression of + - * / and brackets: unexpected \""
                                + Character.toString(text.codePointAt(at)) + "\" at character " + (at + 1));
    }
}
