package io.srpo.data.read;

import io.airlift.compress.zstd.ZstdInputStream;
import java.io.BufferedInputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.zip.GZIPInputStream;

/**
 * A file's content, unpacked where its first bytes say that it is packed.
 *
 * @param stream marks are supported
 * @param plainName lower case, without the ending of the compression
 */
record Decompressed(InputStream stream, String plainName) {
    private static final int BUFFER = 1 << 16;

    static Decompressed open(Path file) throws IOException {
        InputStream in = new BufferedInputStream(Files.newInputStream(file), BUFFER);
        try {
            String name = String.valueOf(file.getFileName()).toLowerCase(Locale.ROOT);
            byte[] magic = peek(in, 4);
            if (magic.length >= 2 && (magic[0] & 0xFF) == 0x1F && (magic[1] & 0xFF) == 0x8B) {
                return new Decompressed(
                        new BufferedInputStream(new GZIPInputStream(in, BUFFER), BUFFER),
                        name.replaceFirst("\\.gz$", ""));
            }
            if (magic.length == 4
                    && magic[0] == 0x28
                    && (magic[1] & 0xFF) == 0xB5
                    && magic[2] == 0x2F
                    && (magic[3] & 0xFF) == 0xFD) {
                return new Decompressed(
                        new BufferedInputStream(new Zstandard(new ZstdInputStream(in)), BUFFER),
                        name.replaceFirst("\\.zstd?$", ""));
            }
            return new Decompressed(in, name);
        } catch (IOException | RuntimeException e) {
            in.close();
            throw e;
        }
    }

    /** Whether this is the first character after a byte order mark and white space. */
    boolean beginsWith(char c) throws IOException {
        for (byte b : peek(stream, 1024)) {
            boolean skipped = b == ' '
                    || b == '\t'
                    || b == '\r'
                    || b == '\n'
                    || (b & 0xFF) == 0xEF
                    || (b & 0xFF) == 0xBB
                    || (b & 0xFF) == 0xBF;
            if (!skipped) {
                return b == c;
            }
        }
        return false;
    }

    private static byte[] peek(InputStream in, int count) throws IOException {
        in.mark(count);
        byte[] bytes = in.readNBytes(count);
        in.reset();
        return bytes;
    }

    /** Says in the way of streams that packed data is damaged; the decoder does it in its own. */
    private static final class Zstandard extends FilterInputStream {
        Zstandard(InputStream in) {
            super(in);
        }

        @Override
        public int read() throws IOException {
            byte[] one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
        }

        @Override
        public int read(byte[] bytes, int offset, int length) throws IOException {
            try {
                return in.read(bytes, offset, length);
            } catch (RuntimeException e) {
                throw new IOException("the Zstandard data is damaged or cut short: " + e.getMessage(), e);
            }
        }
    }
}
