package io.srpo.engine.weights;

import io.srpo.core.SrpoException;
import java.io.IOException;
import java.nio.ByteOrder;
import java.nio.MappedByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** A file read through memory maps, so that the operating system's page cache holds the one copy. Thread-safe. */
final class MappedFile implements AutoCloseable {
    /** Largest piece mapped at once when a tensor is read: a multiple of every block size's values is found below it. */
    private static final int WINDOW_VALUES = 1 << 24;

    private final Path path;
    private final FileChannel channel;
    private final long size;

    private MappedFile(Path path, FileChannel channel, long size) {
        this.path = path;
        this.channel = channel;
        this.size = size;
    }

    static MappedFile open(Path path) {
        if (!Files.isRegularFile(path)) {
            throw SrpoException.input(path + ": no such file; give the path of the model's weights");
        }
        try {
            FileChannel channel = FileChannel.open(path, StandardOpenOption.READ);
            return new MappedFile(path, channel, channel.size());
        } catch (IOException e) {
            throw SrpoException.input(path + ": cannot be read (" + e.getMessage() + "); check its permissions", e);
        }
    }

    Path path() {
        return path;
    }

    long size() {
        return size;
    }

    /** A little-endian view of part of the file; at most 2 GiB. */
    MappedByteBuffer map(long offset, long length) {
        try {
            MappedByteBuffer buffer = channel.map(FileChannel.MapMode.READ_ONLY, offset, length);
            buffer.order(ByteOrder.LITTLE_ENDIAN);
            return buffer;
        } catch (IOException e) {
            throw SrpoException.input(path + ": cannot be mapped into memory (" + e.getMessage() + ")", e);
        }
    }

    /** Reads and widens one tensor that lies in one piece from {@code offset} on. */
    float[] decode(String tensor, long offset, long values, Encoding encoding) {
        if (values > Integer.MAX_VALUE - 8) {
            throw SrpoException.input(path + ": tensor " + tensor + " has " + values
                    + " values, more than one Java array holds; use a smaller model");
        }
        float[] out = new float[(int) values];
        for (int done = 0; done < out.length; ) {
            int now = Math.min(WINDOW_VALUES, out.length - done);
            encoding.decode(map(offset + encoding.bytes(done), encoding.bytes(now)), out, done, now);
            done += now;
        }
        return out;
    }

    @Override
    public void close() {
        try {
            channel.close();
        } catch (IOException e) {
            throw SrpoException.input(path + ": cannot be closed (" + e.getMessage() + ")", e);
        }
    }
}
