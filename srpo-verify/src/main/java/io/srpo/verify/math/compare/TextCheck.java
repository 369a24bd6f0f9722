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
    /** "the winner is": what stands before the answer in a sentence that says no more. */
    private static final Pattern SAYS = Pattern.compile(
            "(?!.*(?:\\bnot\\b|n't|\\bnever\\b|\\bor\\b|\\bneither\\b)).*\\b(?:is|are|was|be|'s|equals|called|named|(?:falls|lands|occurs|happens) on)(?: an?| the| on)? ");

    private static final Set<String> TRUE = Set.of("yes", "true", "correct", "right", "t", "y");
    /** "the tallest", behind a name and "is". Articles are gone by now. */
    private static final Pattern NAMES = Pattern.compile(
            "(?!.*\\b(?:not|or|than|never|nor)\\b)(?:tallest|shortest|[a-z]+est|correct|right|winner|answer|best|first|last|only|one|fastest|most|least)\\b.*");

    private static final Pattern NOUN =
            Pattern.compile("functions?|triangles?|numbers?|curves?|series|angles?|sequences?|matrix|graphs?|only");
    private static final Pattern DATE_NAME = Pattern.compile(
            "mon(?:day)?|tue(?:s(?:day)?)?|wed(?:nesday)?|thu(?:rs?(?:day)?)?|fri(?:day)?|sat(?:urday)?|sun(?:day)?"
                    + "|jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?");
    private static final Pattern ALONE = Pattern.compile("(?<![\\w'^_=+*/-])(?!A [a-z])([A-HJ-Z])(?![\\w'^_=+*/])");
    private static final Pattern DENIES = Pattern.compile(
            "(?i)\\b(?:not|never|wrong|incorrect|except|neither|nor|or|false|isn't|eliminate\\w*)\\b|[=\\\\\\d]");
    private static final Pattern PLAIN_WORD = Pattern.compile("[a-z]{2,}");
    static final Set<String> MISSING = Set.of(
            "dne", "undefined", "does not exist", "doesn't exist", "limit does not exist", "limit doesn't exist");
    private static final Set<String> FALSE = Set.of("no", "false", "incorrect", "wrong", "f", "n");
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
        if (g.matches() && !a.matches() && answer.length() < 100) {
            return mentioned(g.group(1), plain(answer), plain(gold).startsWith("("));
        }
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

    /** The only capital letter that stands alone in a short sentence, which denies nothing. */
    private static Same mentioned(String gold, String answer, boolean bracketed) {
        if (bracketed && answer.length() == 1) {
            return Same.of(answer.equalsIgnoreCase(gold));
        }
        Matcher m = ALONE.matcher(answer);
        if (DENIES.matcher(answer).find() || !PLAIN_WORD.matcher(answer).find() || !m.find()) {
            return Same.UNKNOWN;
        }
        String letter = m.group(1);
        return m.find() ? Same.UNKNOWN : Same.of(letter.equals(gold));
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
        String g = gold.length() > 9 || gold.length() < 2 ? "" : gold.toLowerCase(Locale.ROOT);
        return TRUE.contains(g) || FALSE.contains(g);
    }

    /** Words against words. */
    static Same words(String gold, String answer) {
        String g = WordMeanings.canonical(gold);
        String a = WordMeanings.canonical(answer);
        if (g.equals(a)) {
            return Same.YES;
        }
        if (a.startsWith("on ") && DATE_NAME.matcher(a.substring(3)).matches()) {
            a = a.substring(3);
        }
        if (abbreviated(g).equals(abbreviated(a))
                || (a.startsWith(g + " ")
                        && NOUN.matcher(a.substring(g.length() + 1)).matches())) {
            return Same.YES;
        }
        if (MISSING.contains(g)) {
            return Same.of(MISSING.contains(a));
        }
        if (a.length() > g.length() + 3
                && a.endsWith(g)
                && SAYS.matcher(a.substring(0, a.length() - g.length())).matches()) {
            return Same.YES;
        }
        if (TRUE.contains(g) || FALSE.contains(g)) {
            String first = a.replaceAll("^(yes|no|true|false)[,.;:]? (?!(?:or|and)\\b|(?:yes|no|true|false)$).*", "$1");
            return Same.of(TRUE.contains(g) ? TRUE.contains(first) : FALSE.contains(first));
        }
        if (MONTHS.matcher(g).matches() && MONTHS.matcher(a).matches()) {
            return Same.of(tokens(g).equals(tokens(a)));
        }
        if (a.startsWith(g + " is ")
                && NAMES.matcher(a.substring(g.length() + 4)).matches()) {
            return Same.YES;
        }
        return Same.of(g.replaceAll("[\\s\\-_,.']+", "").equals(a.replaceAll("[\\s\\-_,.']+", ""))
                && !g.matches(".*\\d-\\d.*"));
    }

    /** The first three letters of a day's or a month's name, however it is shortened. */
    private static String abbreviated(String s) {
        return DATE_NAME.matcher(s).matches() ? s.substring(0, 3) : s;
    }

    private static Set<String> tokens(String s) {
        return new TreeSet<>(Arrays.asList(s.replaceAll("(?<=\\d)(?:st|nd|rd|th)\\b", "")
                .replaceAll("\\bof\\b", "")
                .replaceAll("[,.]", "")
                .strip()
                .split("\\s+")));
    }
}
