package io.srpo.data.tokenize;

import java.util.List;
import java.util.regex.Pattern;

/** The tokens that stand for themselves. */
public final class SpecialTokens {
    /** Ends a response; dropped when a response is decoded. */
    public static final String END = "<|end|>";

    /** The tags of the response's form: text like any other when decoded, though one token each. */
    public static final List<String> TAGS = List.of("<think>", "</think>", "<answer>", "</answer>");

    static final List<String> ALL = List.of(END, TAGS.get(0), TAGS.get(1), TAGS.get(2), TAGS.get(3));

    private static final Pattern ANY =
            Pattern.compile(String.join("|", ALL.stream().map(Pattern::quote).toList()));

    private SpecialTokens() {}

    /** The text between special tokens. */
    static List<String> between(String text) {
        return ANY.splitAsStream(text).filter(part -> !part.isEmpty()).toList();
    }
}
