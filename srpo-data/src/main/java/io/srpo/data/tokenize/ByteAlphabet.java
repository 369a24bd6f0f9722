package io.srpo.data.tokenize;

import java.nio.charset.StandardCharsets;

/** GPT-2's way of writing any byte as one printable character, which byte-level tokenizer files use: a space is {@code \u0120}. */
final class ByteAlphabet {
    private static final char[] CHARACTERS = characters();

    private ByteAlphabet() {}

    static String of(int value) {
        return String.valueOf(CHARACTERS[value]);
    }

    /** The text's UTF-8 bytes, one character each. */
    static String of(String text) {
        StringBuilder out = new StringBuilder();
        for (byte b : text.getBytes(StandardCharsets.UTF_8)) {
            out.append(CHARACTERS[b & 0xFF]);
        }
        return out.toString();
    }

    /** Printable Latin-1 stays as it is; the others follow from U+0100 on, in their order. */
    private static char[] characters() {
        char[] all = new char[256];
        char next = 256;
        for (int b = 0; b < 256; b++) {
            boolean printable = (b >= '!' && b <= '~') || (b >= 0xA1 && b <= 0xAC) || (b >= 0xAE && b <= 0xFF);
            all[b] = printable ? (char) b : next++;
        }
        return all;
    }
}
