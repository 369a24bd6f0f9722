package io.srpo.verify.math.parse;

import io.srpo.verify.math.number.Budget;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Brings the many ways of writing the same thing (LaTeX spacing and sizing, Unicode, full width) to one, without changing what is said. */
public final class Normalizer {
    private static final Pattern SIZING = Pattern.compile(
            "\\\\(?:left|right|[bB]igg?[lrm]?|displaystyle|textstyle|limits|nolimits|middle|tiny|small|large|Large|LARGE|huge|Huge|bf|rm|it)(?![a-zA-Z])\\.?");
    private static final Pattern COLOR = Pattern.compile("\\\\(?:text)?color\\s*(?:\\[\\w+])?\\{[^{}]*}");
    private static final Pattern SPACES = Pattern.compile(
            "(?<!\\\\)\\\\(?:[,;:!> ]|(?:quad|qquad|thinspace|enspace)(?![a-zA-Z]))|~|&nbsp;|\\\\hspace\\{[^}]*}");
    private static final Pattern JOINED_THOUSANDS =
            Pattern.compile("(?<=\\d)(?:,\\s*\\\\!|\\{,}|\\\\!\\s*,|\\\\,|\\\\;|\\\\:|\\\\ )\\s*(?=\\d{3}(?!\\d))");
    private static final Pattern FRACTIONS = Pattern.compile("\\\\[dtc]frac(?![a-zA-Z])");
    private static final Pattern BINOMIALS = Pattern.compile("\\\\[dt]binom(?![a-zA-Z])");
    private static final Pattern TEXT = Pattern.compile(
            "\\\\(?:mbox|textbf|textit|textrm|textsf|texttt|textnormal|emph|mathrm|rm|mathsf|bf|operatorname\\*?)(?![a-zA-Z])\\s*(?=\\{)");
    private static final Pattern FONT = Pattern.compile(
            "\\\\(?:mathbf|boldsymbol|bm|mathit|mathcal|mathscr|mathfrak|vec|underline|boldmath|ensuremath)(?![a-zA-Z])\\s*");
    private static final Pattern CHOOSE = Pattern.compile("(?:\\{})?[_^]\\{?(\\w+)}?\\s*C_\\{?(\\w+)}?");
    /** A point or sign in braces, which only change the space around it. */
    private static final Pattern SPACED_SIGN =
            Pattern.compile("(?<=[\\w)}| ])(?<![_^])(?<!\\\\[a-zA-Z]{1,20})\\{([-+=<>.,:;/])}");

    /** A hat over i, j or k: a unit vector. */
    private static final Pattern HATS = Pattern.compile(
            "\\\\(?:wide)?hat\\s*(?:\\{ ?\\{ ?\\\\?([ijk])(?:math)? ?} ?}|\\{ ?\\\\?([ijk])(?:math)? ?}|\\\\?([ijk])(?:math)?(?![a-zA-Z]))");

    /** A LaTeX command whose backslash was lost, or doubled on the way through another format. */
    private static final Pattern BACKSLASH = Pattern.compile("(?<![\\\\a-zA-Z])([dt]?frac|sqrt|d?binom)(?=\\{)");

    private static final Pattern DOUBLED = Pattern.compile(
            "\\\\\\\\(?=(?:[dt]?frac|sqrt|pi|text|left|right|cdot|times|boxed|infty|cup|le|ge|leq|geq|pm|mathbb|sin|cos|tan|log|ln|theta|alpha|circ|binom)(?![a-zA-Z]))");
    private static final Pattern HALF_LINE =
            Pattern.compile("\\\\mathbb ?\\{R}_\\{? ?(?:\\\\geq?|\\\\geqslant|>=) ?0 ?}?");
    private static final Pattern OPEN_HALF_LINE =
            Pattern.compile("\\\\mathbb ?\\{R}(?:[_^]\\{? ?\\+ ?}?|_\\{ ?> ?0 ?})");
    private static final Pattern CURRENCY = Pattern.compile("\\bUSD ?(?=\\d)");
    private static final Pattern ANGLE = Pattern.compile("<[^<>=]*,[^<>=]*>");
    private static final Pattern DEGREE_LETTER = Pattern.compile("(?<=\\d) ?\\^ ?(?:\\{ ?o ?}|o(?![a-zA-Z]))");
    private static final Pattern MODULUS = Pattern.compile(
            " ?(?:\\( ?(?:\\\\text ?\\{ ?mod ?}|\\\\?[bp]?mod|\\\\mathrm ?\\{ ?mod ?})(?![a-z]) ?\\{? ?(\\w+) ?}? ?\\)|(?<![a-zA-Z(])(?:\\\\text ?\\{ ?mod ?}|\\\\[bp]?mod|mod)(?![a-z]) ?\\{? ?(\\w+)(?! ?[-+*/^(]) ?}?)");
    private static final Pattern DISPLAY = Pattern.compile("(?<!\\\\)\\\\[\\[\\]]");
    private static final Pattern NOON = Pattern.compile("(?i)\\b[ap]\\.\\s?m\\.$");
    private static final Pattern BLANKS = Pattern.compile("\\s+");
    /** A thousands mark that can be nothing else; stays as one character until numbers are read. */
    static final char JOINT = '\u241F';

    private Normalizer() {}

    /** The text in one habit of writing; at most a few characters longer for each Unicode symbol. */
    public static String normalize(String text, Budget budget) {
        String s = Unicode.toAscii(text);
        s = s.indexOf('&') >= 0 && s.indexOf(';') > 0 ? entities(s) : s;
        if (s.contains("frac{") || s.contains("sqrt{") || s.contains("binom{")) {
            s = budget.matcher(BACKSLASH, s).replaceAll("\\\\$1");
        }
        if (s.contains("US$") || s.contains("US\\$")) {
            s = s.replace("US$", "$").replace("US\\$", "$");
        }
        if (s.contains("\\\\") && !s.contains("\\begin")) {
            s = budget.matcher(DOUBLED, s).replaceAll("\\\\");
        }
        if (s.startsWith("<") && s.endsWith(">") && budget.matcher(ANGLE, s).matches()) {
            s = "\\langle " + s.substring(1, s.length() - 1) + "\\rangle";
        }
        if (s.contains("{R}")) {
            s = budget.matcher(HALF_LINE, s).replaceAll("[0,\\\\infty)");
            s = budget.matcher(OPEN_HALF_LINE, s).replaceAll("(0,\\\\infty)");
        }
        s = budget.matcher(CURRENCY, s).replaceAll("\\\\\\$");
        if (s.indexOf('C') >= 0) {
            s = budget.matcher(CHOOSE, s).replaceAll("\\\\binom{$1}{$2}");
        }
        if (s.indexOf('^') >= 0) {
            s = budget.matcher(DEGREE_LETTER, s).replaceAll("^\\\\circ ");
        }
        if (s.contains("mod")) {
            s = budget.matcher(MODULUS, s).replaceAll(" \\\\pmod{$1$2}");
        }
        if (s.indexOf('$') >= 0) {
            s = dropDelimiters(s);
        }
        if (s.indexOf('\\') < 0 && s.indexOf('{') < 0) {
            return tidy(s, budget);
        }
        s = s.replace("\\(", " ").replace("\\)", " ");
        s = budget.matcher(DISPLAY, s).replaceAll(" ");
        s = s.replace("\\\\%", "%")
                .replace("\\%", "%")
                .replace("\\#", "#")
                .replace("\\&", "&")
                .replace("\\_", "_");
        s = s.replace("\\lbrace", "\\{")
                .replace("\\rbrace", "\\}")
                .replace("\\lbrack", "[")
                .replace("\\rbrack", "]");
        s = budget.matcher(COLOR, s).replaceAll("");
        s = budget.matcher(SIZING, s).replaceAll("");
        s = budget.matcher(JOINED_THOUSANDS, s).replaceAll(String.valueOf(JOINT));
        s = budget.matcher(SPACES, s).replaceAll(" ");
        s = budget.matcher(FRACTIONS, s).replaceAll("\\\\frac");
        s = budget.matcher(BINOMIALS, s).replaceAll("\\\\binom");
        s = budget.matcher(TEXT, s).replaceAll(Matcher.quoteReplacement("\\text"));
        s = budget.matcher(FONT, s).replaceAll("");
        s = budget.matcher(HATS, s).replaceAll("$1$2$3");
        s = s.replace("{}", "");
        s = budget.matcher(SPACED_SIGN, s).replaceAll("$1");
        if (s.contains("\\over") || s.contains("\\choose")) {
            s = Infix.prefixed(s);
        }
        s = unwrap(s.strip());
        return tidy(s, budget);
    }

    /** Drops what carries no meaning at the ends. */
    private static String tidy(String s, Budget budget) {
        String t = budget.matcher(BLANKS, s).replaceAll(" ").strip();
        t = t.substring(0, meaningful(t));
        if (t.endsWith("\\") && !t.endsWith("\\\\")) {
            t = t.substring(0, t.length() - 1).strip();
        }
        int from = 0;
        while (t.startsWith("**", from) || t.startsWith(":", from) || (from > 0 && t.startsWith(" ", from))) {
            from += t.startsWith("*", from) ? 2 : 1;
        }
        t = t.substring(from);
        if (t.length() > 2 && t.charAt(0) == '"' && t.indexOf('"', 1) == t.length() - 1) {
            t = t.substring(1, t.length() - 1).strip();
        }
        if (t.length() > 1 && t.charAt(0) == '`' && t.charAt(t.length() - 1) == '`') {
            t = t.substring(1, t.length() - 1).strip();
        }
        return t;
    }

    /** Where the punctuation begins that ends a text. */
    private static int meaningful(String t) {
        int end = t.length();
        while (end > 0) {
            char last = t.charAt(end - 1);
            boolean bold = last == '*' && end > 1 && t.charAt(end - 2) == '*';
            if (last == ' ') {
                end--;
                continue;
            }
            if (".,;:!".indexOf(last) < 0 && !bold) {
                break;
            }
            if (last == '.' && end > 3 && t.startsWith("...", end - 3) && Character.isDigit(t.charAt(end - 4))) {
                break;
            }
            if (last == '!' && end > 1 && isFactorial(t, end)) {
                break;
            }
            if (last == '.'
                    && NOON.matcher(t.substring(Math.max(0, end - 8), end)).find()) {
                break;
            }
            end -= bold ? 2 : 1;
        }
        return end;
    }

    private static String entities(String s) {
        return s.replace("&lt;", "<")
                .replace("&gt;", ">")
                .replace("&le;", "\\le ")
                .replace("&ge;", "\\ge ")
                .replace("&minus;", "-")
                .replace("&times;", "\\times ")
                .replace("&pi;", "\\pi ")
                .replace("&nbsp;", " ")
                .replace("&amp;", "&");
    }

    private static boolean isFactorial(String t, int end) {
        char before = t.charAt(end - 2);
        if (Character.isLetter(before) && end > 2 && !Character.isLetter(t.charAt(end - 3))) {
            return true;
        }
        return Character.isDigit(before) || before == ')' || before == '}' || before == '!' || end == 2;
    }

    /** Takes off dollar signs that only mark math; a lone one is a currency. */
    private static String dropDelimiters(String s) {
        String t = s.replace("\\$", "\u0001").replace("$$", " ");
        int count = 0;
        for (int k = 0; k < t.length(); k++) {
            count += t.charAt(k) == '$' ? 1 : 0;
        }
        if (count % 2 == 0 && count > 0 && !t.matches("[^$]*\\$\\d[\\d.,]*[^\\d$.,][^$]*\\$\\d[^$]*")) {
            t = t.replace('$', ' ');
        }
        return t.replace('\u0001', '$');
    }

    /** The inside of a text, box or brace that is all there is. */
    private static String unwrap(String s) {
        String t = s;
        for (int k = 0; k < 8; k++) {
            int open = t.startsWith("\\text{")
                    ? 5
                    : t.startsWith("\\boxed{") ? 6 : t.startsWith("\\fbox{") ? 5 : t.startsWith("{") ? 0 : -1;
            if (open == 0 && (t.indexOf('|') > 0 || t.indexOf(',') > 0 || t.indexOf(':') > 0)) {
                return t;
            }
            if (open < 0 || Braces.closing(t, open) != t.length() - 1) {
                return t;
            }
            t = t.substring(open + 1, t.length() - 1).strip();
        }
        return t;
    }
}
