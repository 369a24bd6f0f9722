package io.srpo.verify.math.parse;

/** Matching braces in LaTeX. */
public final class Braces {
    private Braces() {}

    /** Index of the brace that closes the one at {@code open}, or -1 when it is missing. */
    public static int closing(String s, int open) {
        int depth = 0;
        for (int k = open; k < s.length(); k++) {
            char c = s.charAt(k);
            if (c == '\\') {
                k++;
            } else if (c == '{') {
                depth++;
            } else if (c == '}' && --depth == 0) {
                return k;
            }
        }
        return -1;
    }
}
