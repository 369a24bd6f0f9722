package io.srpo.verify.math.parse;

/** TeX's own fractions, whose command stands between its arguments. */
final class Infix {
    private Infix() {}

    /** {@code {a \over b}} and {@code {n \choose k}} as commands with two arguments. */
    static String prefixed(String s) {
        String t = s;
        for (int n = 0; n < 20; n++) {
            int over = t.indexOf("\\over");
            int at = over >= 0 && !letterAt(t, over + 5) ? over : t.indexOf("\\choose");
            if (at < 0) {
                return t;
            }
            int end = at + (t.startsWith("\\over", at) ? 5 : 7);
            int open = at;
            for (int depth = 0; open >= 0; open--) {
                depth += t.charAt(open) == '}' ? 1 : t.charAt(open) == '{' ? -1 : 0;
                if (depth < 0) {
                    break;
                }
            }
            int close = open < 0 ? t.length() : Braces.closing(t, open);
            if (close < 0) {
                return t;
            }
            t = t.substring(0, Math.max(open, 0)) + (end == at + 5 ? "\\frac{" : "\\binom{")
                    + t.substring(open + 1, at).strip() + "}{"
                    + t.substring(end, close).strip() + "}"
                    + t.substring(Math.min(t.length(), open < 0 ? close : close + 1));
        }
        return t;
    }

    private static boolean letterAt(String s, int at) {
        return at < s.length() && Character.isLetter(s.charAt(at));
    }
}
