package io.srpo.data.read;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Lines of a UTF-8 text, numbered from 1. Windows line ends and a byte order mark at the beginning are taken off. A line that is too long or no UTF-8 is a fault
 * of that line alone.
 */
final class TextLines implements Closeable {
    /** Longest line; one row of a problem set is far below, and a file without line ends must not fill the memory. */
    static final int LONGEST = 64 << 20;

    private final InputStream in;
    private final byte[] chunk = new byte[1 << 16];
    private int at;
    private int end;
    private byte[] line = new byte[1 << 12];
    private int number;

    /**
     * One line.
     *
     * @param text null when it cannot be read
     * @param fault why not
     */
    record Line(int number, @Nullable String text, @Nullable String fault) {}

    TextLines(InputStream in) {
        this.in = in;
    }

    /** The next line, or null at the end. */
    @Nullable
    Line next() throws IOException {
        int length = 0;
        boolean any = false;
        boolean tooLong = false;
        while (true) {
            if (at == end) {
                end = Math.max(0, in.read(chunk));
                at = 0;
                if (end == 0) {
                    break;
                }
            }
            any = true;
            int stop = at;
            while (stop < end && chunk[stop] != '\n') {
                stop++;
            }
            if (!tooLong && length + (stop - at) <= LONGEST) {
                length = append(length, stop - at);
            } else {
                tooLong = true;
            }
            boolean whole = stop < end;
            at = whole ? stop + 1 : stop;
            if (whole) {
                break;
            }
        }
        if (!any) {
            return null;
        }
        number++;
        if (tooLong) {
            line = new byte[1 << 12];
            return new Line(
                    number, null, "the line is longer than " + (LONGEST >> 20) + " MiB; split it, or leave it out");
        }
        return decoded(length > 0 && line[length - 1] == '\r' ? length - 1 : length);
    }

    private int append(int length, int more) {
        if (length + more > line.length) {
            line = Arrays.copyOf(line, Math.max(length + more, 2 * line.length));
        }
        System.arraycopy(chunk, at, line, length, more);
        return length + more;
    }

    private Line decoded(int length) {
        try {
            String text = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(line, 0, length))
                    .toString();
            return new Line(number, number == 1 && text.startsWith("\uFEFF") ? text.substring(1) : text, null);
        } catch (CharacterCodingException e) {
            return new Line(number, null, "the line is not UTF-8 text; save the file as UTF-8");
        }
    }

    @Override
    public void close() throws IOException {
        in.close();
    }
}
