package io.srpo.verify.math.parse;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Brings the many ways of writing the same thing (LaTeX spacing and sizing, Unicode, full width) to one, without changing what is said. */
public final class Normalizer {
    private static final Pattern SIZING = Pattern.compile(
            "\\\\(?:left|right|[bB]igg?[lrm]?|displaystyle|textstyle|limits|nolimits|middle)(?![a-zA-Z])\\.?");
    private static final Pattern SPACES = Pattern.compile(
            "(?<!\\\\)\\\\(?:[,;:!> ]|(?:quad|qquad|thinspace|enspace)(?![a-zA-Z]))|~|&nbsp;|\\\\hspace\\{[^}]*}");
    private static final Pattern JOINED_THOUSANDS =
            Pattern.compile("(?<=\\d)(?:,\\s*\\\\!|\\{,}|\\\\!\\s*,|\\\\,|\\\\;|\\\\:|\\\\ )\\s*(?=\\d{3}(?!\\d))");
    private static final Pattern FRACTIONS = Pattern.compile("\\\\[dtc]frac(?![a-zA-Z])");
    private static final Pattern BINOMIALS = Pattern.compile("\\\\[dt]binom(?![a-zA-Z])");
    private static final Pattern TEXT = Pattern.compile(
            "\\\\(?:mbox|textbf|textit|textrm|textsf|texttt|textnormal|emph|mathrm|rm|mathsf|bf|operatorname\\*?)(?![a-zA-Z])\\s*(?=\\{)");
    private static final Pattern FONT = Pattern.compile(
            "\\\\(?:mathbf|boldsymbol|bm|mathit|mathcal|mathscr|mathfrak|vec|boldmath|ensuremath)(?![a-zA-Z])\\s*");
    private static final Pattern CHOOSE = Pattern.compile("(?:\\{})?[_^]\\{?(\\w+)}?\\s*C_\\{?(\\w+)}?");
    private static final Pattern BLANKS = Pattern.compile("\\s+");
    /** A thousands mark that can be nothing else; stays as one character until numbers are read. */
    static final char JOINT = '\u241F';

    private Normalizer() {}

    /** The text in one habit of writing; at most a few characters longer for each Unicode symbol. */
    public static String normalize(String text) {
        String s = Unicode.toAscii(text);
        if (s.indexOf('$') >= 0) {
            s = dropDelimiters(s);
        }
        if (s.indexOf('\\') < 0 && s.indexOf('{') < 0) {
            return tidy(s);
        }
        s = s.replace("\\(", " ")
                .replace("\\)", " ")
                .replaceAll("(?<!\\\\)\\\\\\[", " ")
                .replaceAll("(?<!\\\\)\\\\]", " ");
        s = s.replace("\\\\%", "%")
                .replace("\\%", "%")
                .replace("\\#", "#")
                .replace("\\&", "&")
                .replace("\\_", "_");
        s = s.replace("\\lbrace", "\\{")
                .replace("\\rbrace", "\\}")
                .replace("\\lbrack", "[")
                .replace("\\rbrack", "]");
        s = SIZING.matcher(s).replaceAll("");
        s = JOINED_THOUSANDS.matcher(s).replaceAll(String.valueOf(JOINT));
        s = SPACES.matcher(s).replaceAll(" ");
        s = FRACTIONS.matcher(s).replaceAll("\\\\frac");
        s = BINOMIALS.matcher(s).replaceAll("\\\\binom");
        s = TEXT.matcher(s).replaceAll(Matcher.quoteReplacement("\\text"));
        s = FONT.matcher(s).replaceAll("");
        s = CHOOSE.matcher(s).replaceAll("\\\\binom{$1}{$2}");
        s = unwrap(s.strip());
        return tidy(s);
    }

    /** Drops what carries no meaning at the ends. */
    private static String tidy(String s) {
        String t = BLANKS.matcher(s).replaceAll(" ").strip();
        while (!t.isEmpty() && (".,;:!".indexOf(t.charAt(t.length() - 1)) >= 0 || t.endsWith("**"))) {
            char last = t.charAt(t.length() - 1);
            if (last == '!' && t.length() > 1 && isFactorial(t)) {
                break;
            }
            if (last == '.' && t.matches("(?i).*\\b[ap]\\.\\s?m\\.")) {
                break;
            }
            t = t.substring(0, t.length() - (last == '*' ? 2 : 1)).stripTrailing();
        }
        while (t.startsWith("**") || t.startsWith(":")) {
            t = t.substring(t.startsWith(":") ? 1 : 2).stripLeading();
        }
        if (t.length() > 1 && t.charAt(0) == '`' && t.charAt(t.length() - 1) == '`') {
            t = t.substring(1, t.length() - 1).strip();
        }
        return t;
    }

    private static boolean isFactorial(String t) {
        char before = t.charAt(t.length() - 2);
        return Character.isDigit(before) || before == ')' || before == '}' || before == '!' || t.length() == 2;
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
