package io.srpo.verify.code;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Finds the program in a response: inside the last answer tags when there are any, there or in the whole the last fenced block of
 * the language (or of no named language), else the text itself.
 */
public final class CandidateText {
    private static final Pattern FENCE = Pattern.compile(
            "(?m)^[ \\t]*```[ \\t]*(\\w*)[^\\n]*\\n(.*?)(?:^[ \\t]*```|\\z)", Pattern.DOTALL | Pattern.MULTILINE);

    private final String open;
    private final String close;

    /** Tags as they are written, such as the default {@code <answer>} and {@code </answer>}. */
    public CandidateText(String open, String close) {
        this.open = open;
        this.close = close;
    }

    /** The program, or empty when there is no text to take for one. */
    public Optional<String> find(String response, String language) {
        String within = answer(response);
        String best = null;
        Matcher matcher = FENCE.matcher(within);
        while (matcher.find()) {
            String named = matcher.group(1);
            if (named.isEmpty()
                    || named.equalsIgnoreCase(language)
                    || (named.equals("py") && language.equals("python"))) {
                best = matcher.group(2);
            }
        }
        String found = best == null ? within : best;
        return found.isBlank() ? Optional.empty() : Optional.of(stripBlankEdges(found));
    }

    private String answer(String response) {
        int start = response.lastIndexOf(open);
        if (start < 0) {
            return response;
        }
        int end = response.indexOf(close, start);
        return end < 0 ? response.substring(start + open.length()) : response.substring(start + open.length(), end);
    }

    /** Leading blank lines go, indentation stays: it means something. */
    private static String stripBlankEdges(String text) {
        return text.replaceFirst("^(?:[ \\t]*\\R)+", "").stripTrailing() + "\n";
    }
}
