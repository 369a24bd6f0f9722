package io.srpo.verify.math.extract;

import io.srpo.verify.math.number.Budget;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Answers announced in words. */
final class Phrases {
    private static final Pattern ANNOUNCED = Pattern.compile(
            "(?i)(?:####|(?<![^\\n])\\W{0,4}ans\\.? ?[:=]|(?:\\b(?:final|correct|right|best|our|my|the|so|thus)\\s{1,3}){0,4}\\b(?:answer|final result|(?<=correct |best |right )(?:option|choice|response|letter))\\b\\**(?:\\s+to\\s+(?:the|this)\\s+\\w+)?\\s*(?:(?:is|are|was|will be|would be|should be|must be|equals)\\b\\s*(?:therefore|thus|simply|just|then)?\\s*[:=]?|[:=])|final answer\\**\\s*(?=\\n))\\**[ \\t]*");
    private static final Pattern SENTENCE_END = Pattern.compile(
            "\\.(?=\\s+[A-Z(\\[$*]|\\s*$|\\*\\*)|(?<=[\\w})\\]%$]),? (?:because|since|as|so|which|where|given|for)\\b");

    /** Inner parts of the words that announce: answer, result, option, choice, response, letter. */
    private static final String[] MARKS = {"swer", "sult", "tion", "oice", "spon", "tter", "ns:", "ns.:"};

    /** The answer of a JSON object. */
    private static final Pattern JSON =
            Pattern.compile("\"(?:final_)?answer\"\\s*:\\s*(?:\"((?:[^\"\\\\]|\\\\.){1,500})\"|([^,}\\s\"]+))");

    private Phrases() {}

    /** What follows the last announcement, to the end of its sentence; null when there is none. */
    static @Nullable String last(String text, Budget budget) {
        if (!mayAnnounce(text)) {
            return null;
        }
        Matcher field = JSON.matcher(text);
        if (text.startsWith("{") && field.find()) {
            return field.group(1) != null ? field.group(1).replace("\\\\", "\\") : field.group(2);
        }
        Matcher m = budget.matcher(ANNOUNCED, text);
        List<Integer> ends = new ArrayList<>();
        while (m.find()) {
            budget.step();
            ends.add(m.end());
        }
        for (int n = ends.size() - 1; n >= 0; n--) {
            int from = ends.get(n);
            String rest = firstLine(text.substring(from, Math.min(text.length(), from + 2000)));
            if (!rest.isEmpty()) {
                return rest;
            }
        }
        return null;
    }

    /** A cheap look before the expression is tried at every place. */
    private static boolean mayAnnounce(String text) {
        if (text.contains("####")) {
            return true;
        }
        for (int k = 1; k + 4 < text.length(); k++) {
            char c = text.charAt(k);
            if ((c | 32) == 's' || (c | 32) == 'i' || (c | 32) == 'o' || (c | 32) == 't' || (c | 32) == 'n') {
                for (String word : MARKS) {
                    if (text.regionMatches(true, k, word, 0, word.length())) {
                        return true;
                    }
                }
            }
        }
        return false;
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
