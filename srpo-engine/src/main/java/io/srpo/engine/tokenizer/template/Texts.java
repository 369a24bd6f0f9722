package io.srpo.engine.tokenizer.template;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;

/** Python's ways with texts where Java's differ. */
final class Texts {
    private Texts() {}

    /** Strips white space, or any of the given characters. */
    static String strip(String text, Object characters, boolean left, boolean right) {
        int from = 0;
        int to = text.length();
        while (left && from < to && strips(text.charAt(from), characters)) {
            from++;
        }
        while (right && to > from && strips(text.charAt(to - 1), characters)) {
            to--;
        }
        return text.substring(from, to);
    }

    private static boolean strips(char c, Object characters) {
        return characters instanceof String set
                ? set.indexOf(c) >= 0
                : Character.isWhitespace(c) || Character.isSpaceChar(c) || c == '\u0085';
    }

    /** {@code text.split(separator, limit)}: without a separator at runs of white space, without empty parts. */
    static List<Object> split(String text, Object separator, Object limit) {
        long most = limit instanceof Missing ? -1 : Values.integer(limit);
        List<Object> parts = new ArrayList<>();
        if (!(separator instanceof String by)) {
            String rest = strip(text, Missing.UNDEFINED, true, false);
            while (!rest.isEmpty()) {
                int end = 0;
                while (end < rest.length() && (parts.size() == most || !strips(rest.charAt(end), Missing.UNDEFINED))) {
                    end++;
                }
                parts.add(rest.substring(0, end));
                rest = strip(rest.substring(end), Missing.UNDEFINED, true, false);
            }
            return parts;
        }
        if (by.isEmpty()) {
            throw Values.error("split by an empty text");
        }
        int from = 0;
        for (int at = text.indexOf(by); at >= 0 && parts.size() != most; at = text.indexOf(by, from)) {
            parts.add(text.substring(from, at));
            from = at + by.length();
        }
        parts.add(text.substring(from));
        return parts;
    }

    /** {@code text.rsplit(separator, limit)}. */
    static List<Object> splitFromEnd(String text, Object separator, Object limit) {
        List<Object> reversed = split(reverse(text), separator instanceof String by ? reverse(by) : separator, limit);
        reversed.replaceAll(part -> reverse(Values.text(part)));
        Collections.reverse(reversed);
        return reversed;
    }

    static String reverse(String text) {
        return new StringBuilder(text).reverse().toString();
    }

    static String replace(String text, String old, String fresh, Object count) {
        if (count instanceof Missing) {
            return text.replace(old, fresh);
        }
        if (old.isEmpty()) {
            throw Values.error("replace of an empty text with a count");
        }
        List<Object> parts = split(text, old, count);
        return String.join(fresh, parts.stream().map(Values::text).toList());
    }

    static String capitalize(String text) {
        if (text.isEmpty()) {
            return text;
        }
        int first = text.offsetByCodePoints(0, 1);
        return text.substring(0, first).toUpperCase(Locale.ROOT)
                + text.substring(first).toLowerCase(Locale.ROOT);
    }

    /** Upper case for each letter that follows no letter, lower case for the others. */
    static String title(String text) {
        StringBuilder out = new StringBuilder();
        boolean within = false;
        for (int c : text.codePoints().toArray()) {
            out.appendCodePoint(within ? Character.toLowerCase(c) : Character.toTitleCase(c));
            within = Character.isLetter(c);
        }
        return out.toString();
    }
}
