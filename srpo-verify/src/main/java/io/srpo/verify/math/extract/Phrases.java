package io.srpo.verify.math.extract;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Answers announced in words. */
final class Phrases {
    private static final Pattern ANNOUNCED = Pattern.compile(
            "(?i)(?:####|(?:\\b(?:final|correct|right|our|my|the|so|thus)\\s+)*\\b(?:answer|final result)\\b\\**(?:\\s+to\\s+(?:the|this)\\s+\\w+)?\\s*(?:(?:is|are|was|will be|would be|should be|must be|equals)\\b\\s*(?:therefore|thus|simply|just|then)?\\s*[:=]?|[:=])|final answer\\**\\s*(?=\\n))\\**[ \\t]*");
    private static final Pattern SENTENCE_END = Pattern.compile(
            "\\.(?=\\s+[A-Z(\\[$*]|\\s*$|\\*\\*)|(?<=[\\w})\\]%$]),? (?:because|since|as|so|which|where|given|for)\\b");

    private Phrases() {}

    /** What follows the last announcement, to the end of its sentence; null when there is none. */
    static @Nullable String last(String text) {
        Matcher m = ANNOUNCED.matcher(text);
        String found = null;
        while (m.find()) {
            String rest = firstLine(text.substring(m.end(), Math.min(text.length(), m.end() + 2000)));
            if (!rest.isEmpty()) {
                found = rest;
            }
        }
        return found;
    }

    private static String firstLine(String rest) {
        String s = rest.strip();
        if (s.startsWith("$$") || s.startsWith("\\[")) {
            String close = s.startsWith("$$") ? "$$" : "\\]";
            int end = s.indexOf(close, 2);
            if (end > 0) {
                return s.substring(2, end).strip();
            }
        }
        int line = s.indexOf('\n');
        s = line < 0 ? s : s.substring(0, line);
        return sentence(s).replaceAll("^\\*+|\\*+$", "").strip();
    }

    /** Up to the end of the first sentence; points inside math do not end one. */
    static String sentence(String s) {
        Matcher m = SENTENCE_END.matcher(s);
        while (m.find()) {
            int dollars = 0;
            for (int k = 0; k < m.start(); k++) {
                dollars += s.charAt(k) == '$' && (k == 0 || s.charAt(k - 1) != '\\') ? 1 : 0;
            }
            if (dollars % 2 == 0 || m.end() >= s.length() || s.indexOf('$', m.end()) < 0) {
                String head = s.substring(0, m.start());
                if (!head.matches("(?i).*\\b[ap]\\.m|.*\\b(?:approx|vs|No)")) {
                    return head;
                }
            }
        }
        return s;
    }
}
