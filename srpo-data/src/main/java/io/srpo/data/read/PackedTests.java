package io.srpo.data.read;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;

/**
 * LiveCodeBench's hidden tests: base64 of zlib of a Python pickle of one JSON text (alone, or under the key {@code input_output}). Unpickling runs code, so this
 * does not unpickle: it walks the few opcodes that such a pickle is made of and takes the longest string; anything else is refused.
 */
final class PackedTests {
    /** Unpacked size at which a row is refused. */
    private static final int LIMIT = 256 << 20;

    private PackedTests() {}

    static String unpack(Row row, String column) {
        try {
            return longestString(
                    inflate(Base64.getDecoder().decode(row.text(column).strip())));
        } catch (IllegalArgumentException | DataFormatException e) {
            throw row.fault("\"" + column + "\" is neither JSON nor packed tests: " + e.getMessage());
        }
    }

    private static byte[] inflate(byte[] packed) throws DataFormatException {
        Inflater inflater = new Inflater();
        try {
            inflater.setInput(packed);
            ByteArrayOutputStream out = new ByteArrayOutputStream();
            byte[] buffer = new byte[1 << 16];
            while (!inflater.finished()) {
                int n = inflater.inflate(buffer);
                if (n == 0) {
                    throw new DataFormatException("the compressed data ends early");
                }
                out.write(buffer, 0, n);
                if (out.size() > LIMIT) {
                    throw new DataFormatException("more than " + (LIMIT >> 20) + " MiB of tests");
                }
            }
            return out.toByteArray();
        } finally {
            inflater.end();
        }
    }

    private static String longestString(byte[] pickle) throws DataFormatException {
        ByteBuffer in = ByteBuffer.wrap(pickle).order(ByteOrder.LITTLE_ENDIAN);
        String longest = "";
        while (in.hasRemaining()) {
            int opcode = in.get() & 0xFF;
            String text = "";
            switch (opcode) {
                case 0x80 -> skip(in, 1); // protocol
                case 0x95 -> skip(in, 8); // frame length
                case 'q' -> skip(in, 1); // remember under a short index
                case 0x94, '}', 's', '(', 'u' -> {} // remember, new dict, set one, mark, set many
                case 0x8C -> text = string(in, in.get() & 0xFF);
                case 'X' -> text = string(in, in.getInt());
                case '.' -> {
                    return longest;
                }
                default -> throw new DataFormatException("unexpected pickle opcode " + opcode);
            }
            longest = text.length() > longest.length() ? text : longest;
        }
        throw new DataFormatException("the pickle ends early");
    }

    private static void skip(ByteBuffer in, int bytes) throws DataFormatException {
        string(in, bytes);
    }

    private static String string(ByteBuffer in, int length) throws DataFormatException {
        if (length < 0 || length > in.remaining()) {
            throw new DataFormatException("a string of the pickle ends early");
        }
        byte[] bytes = new byte[length];
        in.get(bytes);
        return new String(bytes, StandardCharsets.UTF_8);
    }
}
