package io.srpo.data.read;

import org.jspecify.annotations.Nullable;

/** What stands in the last box of a LaTeX text. */
final class Boxed {
    private Boxed() {}

    /** The content of the last whole {@code \boxed{..}} or {@code \fbox{..}}, braces inside matched; null when there is none. */
    static @Nullable String last(String latex) {
        int from = latex.length();
        while (from >= 0) {
            int at = Math.max(latex.lastIndexOf("\\boxed", from), latex.lastIndexOf("\\fbox", from));
            if (at < 0) {
                return null;
            }
            String content = content(latex, latex.startsWith("\\boxed", at) ? at + 6 : at + 5);
            if (content != null) {
                return content;
            }
            from = at - 1;
        }
        return null;
    }

    /** After the command: a group in braces, or (as {@code \boxed 7}) one token after white space. */
    private static @Nullable String content(String latex, int at) {
        int start = at;
        while (start < latex.length() && Character.isWhitespace(latex.charAt(start))) {
            start++;
        }
        if (start == latex.length()) {
            return null;
        }
        if (latex.charAt(start) != '{') {
            int end = start;
            while (end < latex.length() && Character.isLetterOrDigit(latex.charAt(end))) {
                end++;
            }
            return start > at && end > start ? latex.substring(start, end) : null;
        }
        int depth = 0;
        for (int i = start; i < latex.length(); i++) {
            char c = latex.charAt(i);
            if (c == '\\') {
                i++;
            } else if (c == '{') {
                depth++;
            } else if (c == '}' && --depth == 0) {
                return latex.substring(start + 1, i);
            }
        }
        return null;
    }
}
