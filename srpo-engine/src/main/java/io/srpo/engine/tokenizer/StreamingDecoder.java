package io.srpo.engine.tokenizer;

import java.util.Arrays;

/**
 * Turns tokens that arrive one by one into text that can be shown at once. The pieces joined are the text that decoding everything gives, and a character whose bytes are
 * spread over several tokens is held back until it is whole. Not thread-safe.
 */
public final class StreamingDecoder {
    /** What decoding gives for bytes that are no whole character. */
    private static final char INCOMPLETE = '\uFFFD';

    private final Tokenizer tokenizer;
    private final boolean skipSpecial;
    private int[] tokens = new int[16];
    private int count;
    /** Decoding begins here, before what is shown, since some decoders treat a text's beginning specially. */
    private int context;

    private int shown;

    StreamingDecoder(Tokenizer tokenizer, boolean skipSpecial) {
        this.tokenizer = tokenizer;
        this.skipSpecial = skipSpecial;
    }

    /** Takes one more token; gives the text that it completes, often empty. */
    public String add(int token) {
        if (count == tokens.length) {
            tokens = Arrays.copyOf(tokens, 2 * count);
        }
        tokens[count++] = token;
        return advance(false);
    }

    /** The rest: what is left when the last character never became whole. */
    public String end() {
        return advance(true);
    }

    private String advance(boolean last) {
        String before = decode(context, shown);
        String now = decode(context, count);
        if (now.length() <= before.length() || (!last && now.charAt(now.length() - 1) == INCOMPLETE)) {
            return "";
        }
        context = shown;
        shown = count;
        return now.substring(before.length());
    }

    private String decode(int from, int to) {
        return tokenizer.decode(Arrays.copyOfRange(tokens, from, to), skipSpecial);
    }
}
