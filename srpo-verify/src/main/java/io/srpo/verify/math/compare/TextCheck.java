package io.srpo.verify.math.compare;

import java.util.Arrays;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Answers that are words: yes and no, names, days, choice letters, times of day. */
final class TextCheck {
    private static final Pattern LETTER = Pattern.compile("\\(?\\s*([A-Z])\\s*\\)?\\.?");
    private static final Pattern CHOICE = Pattern.compile(
            "(?:(?i:the )?(?i:correct )?(?i:option|choice|answer)(?i: is)?:? *)?(?:\\(\\s*([A-Za-z])\\s*\\)|([A-Z])(?:[.):](?=\\s|$)|$))(?:\\s*[:.-]?\\s*(\\S.*))?");
    private static final Set<String> TRUE = Set.of("yes", "true", "correct", "right");
    private static final Set<String> MISSING = Set.of("dne", "does not exist", "doesn't exist", "limit does not exist");
    private static final Set<String> FALSE = Set.of("no", "false", "incorrect", "wrong");
    private static final Pattern MONTHS = Pattern.compile(
            "(?:january|february|march|april|may|june|july|august|september|october|november|december)\\b.*|\\d.* (?:january|february|march|april|may|june|july|august|september|october|november|december)\\b.*");

    private TextCheck() {}

    /** Without white space, braces around single characters and text commands: equal when nothing but layout differs. */
    static String layoutFree(String s) {
        return s.replaceAll("(?<=\\d)\\s+(?=\\d)", "\u241F")
                .replaceAll("\\\\text\\s*", "")
                .replaceAll("\\s+", "")
                .replaceAll("\\{(\\w)}", "$1")
                .replaceAll("[.]$", "");
    }

    /** Whether the gold answer is one choice letter. */
    static boolean isChoice(String gold) {
        return LETTER.matcher(plain(gold)).matches();
    }

    /** A gold choice letter against an answer that may name it, with or without the choice's content. */
    static Same choice(String gold, String answer) {
        Matcher g = LETTER.matcher(plain(gold));
        Matcher a = CHOICE.matcher(plain(answer));
        if (!g.matches() || !a.matches()) {
            return Same.UNKNOWN;
        }
        String content = a.group(3) == null ? "" : a.group(3);
        if (content.matches("(?:(?:or|and)\\b|[,/&(]).*")) {
            return Same.UNKNOWN;
        }
        String letter = a.group(1) != null ? a.group(1) : a.group(2);
        return Same.of(letter.toUpperCase(Locale.ROOT).equals(g.group(1)));
    }

    /** An answer without the choice letter in front of its content: {@code (C) 12} is 12. */
    static String withoutChoice(String answer) {
        Matcher a = Pattern.compile("(?:\\\\text\\{)?\\(([A-E])\\)\\s*}?\\s*(?=[^\\s,(])(.+)")
                .matcher(answer.strip());
        return a.matches() ? a.group(2).strip() : answer;
    }

    private static String plain(String s) {
        return s.replaceAll("\\\\(?:textbf|text|mathrm|mbox)\\s*", "")
                .replaceAll("[{}$*]", "")
                .replace("\\ ", " ")
                .strip();
    }

    /** Whether a gold answer is yes, no, true or false. */
    static boolean isTruth(String gold) {
        String g = gold.length() > 9 ? "" : gold.toLowerCase(Locale.ROOT);
        return TRUE.contains(g) || FALSE.contains(g);
    }

    /** Words against words. */
    static Same words(String gold, String answer) {
        String g = WordMeanings.canonical(gold);
        String a = WordMeanings.canonical(answer);
        if (g.equals(a)) {
            return Same.YES;
        }
        if (MISSING.contains(g)) {
            return Same.of(MISSING.contains(a));
        }
        if (TRUE.contains(g) || FALSE.contains(g)) {
            String first = a.replaceAll("^(yes|no|true|false)[,.;:]? .*", "$1");
            return Same.of(TRUE.contains(g) ? TRUE.contains(first) : FALSE.contains(first));
        }
        if (MONTHS.matcher(g).matches() && MONTHS.matcher(a).matches()) {
            return Same.of(tokens(g).equals(tokens(a)));
        }
        return Same.of(g.replaceAll("[\\s\\-_,.']+", "").equals(a.replaceAll("[\\s\\-_,.']+", ""))
                && !g.matches(".*\\d-\\d.*"));
    }

    private static Set<String> tokens(String s) {
        return new TreeSet<>(Arrays.asList(s.replaceAll("(?<=\\d)(?:st|nd|rd|th)\\b", "")
                .replaceAll("\\bof\\b", "")
                .replaceAll("[,.]", "")
                .strip()
                .split("\\s+")));
    }
}
