package io.srpo.verify.math.compare;

import io.srpo.verify.math.parse.AnswerParser;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** An answer without the words around it that add nothing: {@code the area is 7}, {@code 15 (fifteen)}. */
final class Trimmed {
    /** Words that change what the math behind them says, or that open a further answer. */
    private static final Set<String> TELLING = Set.of(
            "or",
            "and",
            "not",
            "no",
            "non",
            "never",
            "between",
            "least",
            "most",
            "more",
            "less",
            "than",
            "over",
            "under",
            "above",
            "below",
            "greater",
            "fewer",
            "except",
            "either",
            "neither",
            "nor",
            "minus",
            "negative",
            "plus",
            "times",
            "without",
            "mod",
            "modulo",
            "base",
            "about",
            "half",
            "twice",
            "double",
            "square",
            "root",
            "up",
            "one",
            "two",
            "three",
            "four",
            "five",
            "six",
            "seven",
            "eight",
            "nine",
            "ten",
            "hundred",
            "log",
            "sin",
            "cos",
            "tan",
            "ln",
            "exp",
            "sqrt",
            "pi",
            "if",
            "cannot",
            "can't",
            "isn't",
            "wrong",
            "incorrect",
            "instead");

    /** Words that only lead to an answer; at least one has to be there, so that {@code June 20} keeps its month. */
    private static final Set<String> LINKING = Set.of(
            "the",
            "is",
            "are",
            "be",
            "was",
            "were",
            "equals",
            "equal",
            "has",
            "have",
            "get",
            "gives",
            "we",
            "there",
            "it",
            "of",
            "total",
            "value",
            "number",
            "answer",
            "result",
            "to",
            "becomes",
            "obtain",
            "find",
            "got",
            "remainder",
            "sum",
            "product",
            "difference",
            "quotient",
            "area",
            "perimeter",
            "volume",
            "length",
            "width",
            "height",
            "distance",
            "speed",
            "slope",
            "period",
            "median",
            "mean",
            "mode",
            "average",
            "cost",
            "price",
            "profit",
            "ratio",
            "probability",
            "maximum",
            "minimum");

    private static final Pattern LABEL = Pattern.compile("(?:[A-Za-z]{3,}|of|in|is|to|a)(?: (?:[A-Za-z]{2,}|a))* ?");
    private static final Pattern WORD = Pattern.compile("[A-Za-z']+");
    private static final Pattern IMPLIES = Pattern.compile(
            "\\\\(?:implies|Rightarrow|Longrightarrow|therefore)(?![a-zA-Z])|(?:=>|\\\\to|\\\\rightarrow)(?= ?[a-zA-Z] ?=)"
                    + "|(?<=[\\d)}a-zA-Z]),? (?:so|hence|thus|therefore|giving|which gives|which means|we get)(?:,| that| we get)? (?=[-(\\[{$\\\\\\d]|[a-zA-Z](?![a-zA-Z]))");
    private static final Pattern SAID = Pattern.compile("([A-Za-z ,']+) (?:is|are|equals) ([a-z -]+)");
    private static final Pattern THERE = Pattern.compile(
            "(?i)(?:so |thus,? |therefore,? |hence,? )?there (?:are|is) (?:exactly |only )?([a-z-]+)( [a-z ]+)");
    private static final Pattern CHAIN = Pattern.compile("[a-zA-Z](?:_\\w)? ?=");
    /** The probability, expectation or the like of something, as a left side. */
    private static final Pattern ASKED =
            Pattern.compile("\\\\?(?:P|Pr|E|Var|Prob|mathbb ?\\{[PE]})(?:\\([^=]{1,60}\\)|\\[[^=]{1,60}]) ?=");
    /** What a left side may hold that only the question asks about. */
    private static final Pattern OPERATOR = Pattern.compile("\\\\(?:lim|int|iint|oint|sum|prod)(?![a-zA-Z])");

    private static final Pattern VALUE =
            Pattern.compile("[$€£]?[\\d.,/]+ ?(?:%|[a-z]+)?(?: (?:and )?[\\d.,/]+ ?[a-z]+)?");
    private static final Pattern PROSE = Pattern.compile("(?:\\\\text ?\\{)? ?[A-Za-z]{2,}[A-Za-z ,.'-]*}?");
    /** A remark on what is no answer. */
    private static final Pattern REJECTS = Pattern.compile(
            "(?i)(?:(?:we )?(?:reject|discard|ignor|dismiss|disregard|throw)(?:s|e|es|ed|ing)?\\b|not |since |because |as ).*"
                    + "|[^,;]*\\b(?:is |are |was |being )?(?:rejected|discarded|dismissed|ignored|extraneous|invalid|inadmissible|not valid|not allowed|not possible|impossible)\\b.*");

    private static final Pattern ALSO = Pattern.compile(
            "(?:\\\\text\\s?\\{)?\\s*(?:or|i\\.?e\\.?,?|that is,?|about|approximately|approx\\.?|roughly|equivalently,?|equal to|\\\\approx|~|=)\\s*}?\\s*(.*\\d.*)");

    private Trimmed() {}

    /** The shorter text, or null when nothing can be taken off. Both are normalized texts. */
    static @Nullable String of(String s) {
        String last = conclusion(s);
        if (!last.equals(s)) {
            return last;
        }
        String shorter = withoutRemark(s);
        if (shorter != null) {
            return shorter;
        }
        Matcher asked = ASKED.matcher(s);
        if (asked.lookingAt()) {
            return s.substring(asked.end()).strip();
        }
        int equals = s.lastIndexOf('=');
        if (equals > s.indexOf('=') && CHAIN.matcher(s).lookingAt()) {
            return s.substring(equals + 1).strip();
        }
        if (equals > 0 && OPERATOR.matcher(s.substring(0, equals)).find()) {
            return s.substring(equals + 1).strip();
        }
        return s.length() > 300 ? null : withoutLead(s);
    }

    /** What follows the words at the beginning; null when there are none, or one of them tells something. */
    private static @Nullable String withoutLead(String s) {
        int at = 0;
        boolean links = false;
        while (at < s.length()) {
            char c = s.charAt(at);
            if (c == ' ' || c == ':' || c == ',' || (c == '=' && at > 0)) {
                links |= c == ':' || c == '=';
                at++;
                continue;
            }
            if (s.startsWith("\\text{", at)) {
                int close = s.indexOf('}', at);
                if (close < 0 || !allowed(s.substring(at + 6, close))) {
                    return null;
                }
                links |= links(s.substring(at + 6, close));
                at = close + 1;
                continue;
            }
            int end = at;
            while (end < s.length() && (Character.isLetter(s.charAt(end)) || s.charAt(end) == '\'')) {
                end++;
            }
            if (end - at < 2 && !s.startsWith("a ", at) && !(at == 0 && s.startsWith("I "))) {
                break;
            }
            if (AnswerParser.isNamed(s.substring(at, end)) && links) {
                break;
            }
            if (!allowed(s.substring(at, end))) {
                return null;
            }
            links |= links(s.substring(at, end));
            at = end;
        }
        return links && at < s.length() ? s.substring(at).strip() : null;
    }

    /** What follows a few words and a colon or an equals sign; null when there are none. */
    static @Nullable String labelled(String s) {
        int at = Math.max(s.indexOf(':'), s.indexOf('='));
        at = s.indexOf(':') > 0 && s.indexOf('=') > 0 ? Math.min(s.indexOf(':'), s.indexOf('=')) : at;
        return at < 3 || at > 40 || !LABEL.matcher(s.substring(0, at)).matches() || !allowed(s.substring(0, at))
                ? null
                : s.substring(at + 1).strip();
    }

    private static boolean links(String text) {
        return WORD.matcher(text)
                .results()
                .anyMatch(m -> LINKING.contains(m.group().toLowerCase(Locale.ROOT)));
    }

    /** Whether every word of a text is one that only describes. */
    private static boolean allowed(String text) {
        Matcher m = WORD.matcher(text);
        while (m.find()) {
            if (TELLING.contains(m.group().toLowerCase(Locale.ROOT))) {
                return false;
            }
        }
        return text.chars().noneMatch(Character::isDigit);
    }

    /** What stands behind the last arrow of a derivation. */
    static String conclusion(String s) {
        if (s.indexOf('\\') < 0 && s.indexOf('=') < 0) {
            return s;
        }
        Matcher implied = IMPLIES.matcher(s);
        int after = -1;
        while (implied.find()) {
            after = implied.end();
        }
        return after > 0 && after < s.length() ? s.substring(after).strip() : s;
    }

    /** {@code 1/4 (25%)}: the percentage says the value once more, rather than multiplying it. */
    static String withoutPercentage(String s) {
        if (!s.endsWith("%)") && !s.endsWith("percent)")) {
            return withoutRejected(s);
        }
        String shorter = withoutRemark(s);
        return shorter == null ? s : shorter;
    }

    /** Without a bracket at the end on what is no answer: {@code x = 6 (x = -6 is extraneous)}. */
    private static String withoutRejected(String s) {
        int open = s.endsWith(")") && s.length() < 600 ? opening(s) : -1;
        return open > 1
                        && REJECTS.matcher(s.substring(open + 1, s.length() - 1))
                                .matches()
                ? s.substring(0, open).strip()
                : s;
    }

    /** The words behind "is" at the end of a sentence, when they may say a number; null otherwise. */
    static @Nullable String said(String s) {
        if (s.length() >= 120) {
            return null;
        }
        Matcher there = THERE.matcher(s);
        if (there.matches()) {
            return allowed(there.group(2)) ? there.group(1) : null;
        }
        Matcher m = SAID.matcher(s);
        return m.matches() && allowed(m.group(1)) ? m.group(2) : null;
    }

    /** Without a remark in brackets at the end; one that says the value once more is joined by an equals sign. */
    static @Nullable String withoutRemark(String s) {
        if (!s.endsWith(")") || s.length() > 600) {
            return null;
        }
        int open = opening(s);
        if (open < 2) {
            return null;
        }
        String head = s.substring(0, open).strip();
        String inside = s.substring(open + 1, s.length() - 1).strip();
        Matcher also = ALSO.matcher(inside);
        if (also.matches()) {
            return head + " \\approx " + also.group(1);
        }
        if (REJECTS.matcher(inside).matches()) {
            return head;
        }
        if (head.length() > 1
                && s.charAt(open - 1) == ' '
                && VALUE.matcher(inside).matches()) {
            return head + " \\approx " + inside.replace(" and ", " ");
        }
        Matcher word = WORD.matcher(inside);
        if (!PROSE.matcher(inside).matches() || !word.find()) {
            return null;
        }
        if (word.group().equals("text")) {
            word.find();
        }
        String first = word.group();
        return s.charAt(open - 1) == ' '
                        && !Set.of("or", "and", "mod", "base", "not", "in").contains(first)
                ? head
                : null;
    }

    private static int opening(String s) {
        int depth = 0;
        for (int k = s.length() - 1; k >= 0; k--) {
            depth += s.charAt(k) == ')' ? 1 : s.charAt(k) == '(' ? -1 : 0;
            if (depth == 0) {
                return k;
            }
        }
        return -1;
    }
}
