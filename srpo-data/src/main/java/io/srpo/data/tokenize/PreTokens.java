package io.srpo.data.tokenize;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The pieces of text within which tokens merge: a digit is always alone; words and signs take the space before them, signs also one before a digit. */
final class PreTokens {
    /** Understood alike by Java and by the tokenizer library's regular expressions. */
    static final String PATTERN = "[0-9]|\\n *| ?[A-Za-z_]+| ?[^\\sA-Za-z_0-9]+(?: (?=[0-9]))?|\\s+";

    private static final Pattern COMPILED = Pattern.compile(PATTERN);

    private PreTokens() {}

    static List<String> of(String text) {
        List<String> pieces = new ArrayList<>();
        Matcher matcher = COMPILED.matcher(text);
        while (matcher.find()) {
            pieces.add(matcher.group());
        }
        return pieces;
    }
}
