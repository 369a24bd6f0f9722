package io.srpo.core.reward;

import java.util.HashSet;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * A text without what is no natural language: fenced and inline code, LaTeX, tags. One pass: time grows with the text's length, whatever a
 * model wrote.
 */
final class Prose {
    /** Openers with their closers, longest first. */
    private static final String[][] SPANS = {
        {"```", "```"}, {"~~~", "~~~"}, {"$$", "$$"}, {"\\(", "\\)"}, {"\\[", "\\]"}, {"`", "`"}, {"$", "$"},
    };

    /** A tag, a LaTeX command with its first argument, or a lone command. */
    private static final Pattern MARKUP =
            Pattern.compile("</?[A-Za-z][A-Za-z0-9_-]{0,30}>|\\\\[A-Za-z]{1,30}(\\{[^{}\n]{0,200}\\})?");

    private final String text;
    private final StringBuilder out = new StringBuilder();
    private final Set<String> neverClosed = new HashSet<>();

    private Prose(String text) {
        this.text = text;
    }

    static String of(String text) {
        return MARKUP.matcher(new Prose(text).withoutSpans()).replaceAll(" ");
    }

    private String withoutSpans() {
        int at = 0;
        while (at < text.length()) {
            int end = endOfSpan(at);
            if (end > at) {
                out.append(' ');
                at = end;
            } else {
                out.append(text.charAt(at++));
            }
        }
        return out.toString();
    }

    /** Where the span that opens here ends, or {@code at} when none does. */
    private int endOfSpan(int at) {
        for (String[] span : SPANS) {
            String opener = span[0];
            if (!text.startsWith(opener, at)) {
                continue;
            }
            boolean fence = opener.length() == 3;
            int close = neverClosed.contains(opener) ? -1 : text.indexOf(span[1], at + opener.length());
            if (close < 0) {
                neverClosed.add(opener);
                // A fence left open is a block that the limit cut; any other opener is then only a character.
                return fence ? text.length() : at;
            }
            if (opener.length() == 1 && spansLines(at, close)) {
                return at;
            }
            return close + span[1].length();
        }
        return at;
    }

    /** Inline code and inline LaTeX stay on their line: two prices in one text are no formula. */
    private boolean spansLines(int from, int to) {
        return text.substring(from, to).indexOf('\n') >= 0;
    }
}
