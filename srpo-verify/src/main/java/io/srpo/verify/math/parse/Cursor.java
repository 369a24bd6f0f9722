package io.srpo.verify.math.parse;

import io.srpo.verify.math.number.Budget;
import io.srpo.verify.math.number.TooHardException;

/** A place in the text, shared by the readers. */
final class Cursor {
    private static final int MAX_NESTING = 60;

    final String s;
    final Budget budget;
    int pos;
    /** Brackets around this place: a comma between digits separates items when above 0. */
    int brackets;
    /** Absolute-value bars around this place. */
    int bars;
    /** Whether a colon or bar ends the head of a set-builder here. */
    boolean builder;

    private int nesting;

    Cursor(String s, Budget budget) {
        this.s = s;
        this.budget = budget;
    }

    void enter() {
        budget.step();
        if (++nesting > MAX_NESTING) {
            throw new TooHardException("nested too deeply");
        }
    }

    void leave() {
        nesting--;
    }

    boolean atEnd() {
        return pos >= s.length();
    }

    char peek() {
        return pos < s.length() ? s.charAt(pos) : '\0';
    }

    char peek(int ahead) {
        return pos + ahead < s.length() ? s.charAt(pos + ahead) : '\0';
    }

    void skipSpaces() {
        while (pos < s.length() && s.charAt(pos) == ' ') {
            pos++;
        }
    }

    boolean eat(char c) {
        skipSpaces();
        if (peek() == c) {
            pos++;
            return true;
        }
        return false;
    }

    boolean eat(String text) {
        if (s.startsWith(text, pos)) {
            pos += text.length();
            return true;
        }
        return false;
    }

    /** The name of the command here, one character where it is no letter, or "" when there is none. */
    String command() {
        if (peek() != '\\') {
            return "";
        }
        int end = pos + 1;
        while (end < s.length() && isLetter(s.charAt(end))) {
            end++;
        }
        return end == pos + 1 ? s.substring(pos + 1, Math.min(pos + 2, s.length())) : s.substring(pos + 1, end);
    }

    boolean eatCommand(String name) {
        if (command().equals(name)) {
            pos += name.length() + 1;
            return true;
        }
        return false;
    }

    /** The run of letters here, possibly empty. */
    String word() {
        int end = pos;
        while (end < s.length() && isLetter(s.charAt(end))) {
            end++;
        }
        return s.substring(pos, end);
    }

    /** The inside of a braced group here, and the place after it; a missing closing brace is taken to stand at the end. */
    String braced() {
        int close = Braces.closing(s, pos);
        String inside = s.substring(pos + 1, close < 0 ? s.length() : close);
        pos = close < 0 ? s.length() : close + 1;
        return inside;
    }

    static boolean isLetter(char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
    }

    static boolean isDigit(char c) {
        return c >= '0' && c <= '9';
    }
}
