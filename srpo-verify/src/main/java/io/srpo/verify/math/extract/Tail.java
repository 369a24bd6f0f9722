package io.srpo.verify.math.extract;

import io.srpo.verify.math.compare.BareAnswer;
import io.srpo.verify.math.number.Budget;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Math without dollar signs at the end of the last sentence: {@code the lines meet at (2, 3)}. */
final class Tail {
    private static final int MAX_LENGTH = 400;
    private static final int MAX_TRIES = 24;

    private static final Pattern WORD = Pattern.compile("(?<![\\\\A-Za-z{])[A-Za-z]{2,}(?:'[a-z]+)?");
    /** "After 3 days," and the like at the beginning of a sentence. */
    private static final Pattern LEAD = Pattern.compile(
            "(?i)^(?:(?:so|thus|hence|therefore),? )?(?:after|in|within|for|at|by|during|if|when|since|with|on) [^,=$]{1,60}, ");

    private static final Pattern NAMED = Pattern.compile("\\\\?[a-zA-Z]+(?:_\\w|_\\{\\w+})?(?:\\([a-z]\\))? ?=");
    private static final Pattern MATH = Pattern.compile("[\\d\\\\=<>]");

    /** What makes "to" between two numbers a ratio's colon. */
    private static final Pattern RATIO = Pattern.compile("(?i)\\b(?:ratio|odds|proportion)");

    private Tail() {}

    /** The longest end of the last line that is math by itself, or null. */
    static @Nullable String of(String text, Budget budget) {
        String all = text.strip();
        String line = all.substring(all.lastIndexOf('\n') + 1).strip();
        if (line.length() > MAX_LENGTH) {
            line = line.substring(line.length() - MAX_LENGTH);
        }
        line = lastSentence(line).replace("$", "").replace("**", "").strip();
        boolean ratio = RATIO.matcher(line).find();
        int tries = 0;
        for (int k = 0; k < line.length() && tries < MAX_TRIES; k++) {
            if ((k == 0 || line.charAt(k - 1) == ' ') && begins(line, k)) {
                tries++;
                String tail = line.substring(k);
                if (!hasWordsInside(tail, ratio) && BareAnswer.isMath(tail, budget)) {
                    return conclusion(tail);
                }
            }
        }
        return null;
    }

    /** The last clause of a derivation: {@code x = 5} of {@code 2x = 10, x = 5}. */
    private static String conclusion(String s) {
        int at = s.lastIndexOf(", ");
        if (at < 0 || s.indexOf('=') < 0) {
            return s;
        }
        String last = s.substring(at + 2).strip();
        return NAMED.matcher(last).lookingAt() && !NAMED.matcher(s).lookingAt() ? last : s;
    }

    /** Whether a word that is neither a function, a connective nor a unit has math behind it. */
    private static boolean hasWordsInside(String s, boolean ratio) {
        Matcher m = WORD.matcher(s);
        int end = -1;
        while (m.find()) {
            if (ratio && m.group().equals("to")) {
                continue;
            }
            if (BareAnswer.isProseWord(m.group())) {
                end = m.end();
                break;
            }
        }
        return end >= 0 && MATH.matcher(s).region(end, s.length()).find();
    }

    /** What follows the last point that ends a sentence. */
    private static String lastSentence(String line) {
        String s = line.endsWith(".") ? line.substring(0, line.length() - 1) : line;
        int at = s.lastIndexOf(". ");
        return LEAD.matcher(at < 0 ? s : s.substring(at + 2)).replaceFirst("");
    }

    private static boolean begins(String s, int k) {
        char c = s.charAt(k);
        if (Character.isLetter(c) && c < 128) {
            char next = k + 1 < s.length() ? s.charAt(k + 1) : ' ';
            return !Character.isLetter(next) && next != '\'' && !(c == 'a' && next == ' ') && c != 'I' && c != 'A';
        }
        return Character.isDigit(c) || c > 127 || "([{\\-+.|$".indexOf(c) >= 0;
    }
}
