package io.srpo.engine.learn;

import io.srpo.core.SrpoException;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.bytedeco.javacpp.FloatPointer;
import org.bytedeco.pytorch.Tensor;

/**
 * The optimizer's state in a file, little-endian: 8 bytes {@code SRPOADM1}, int64 optimizer steps, int64 elements n, then n fp32 gradient means and n fp32
 * square means, in the order of {@link io.srpo.engine.decoder.ParameterLayout}.
 */
final class OptimizerState {
    private static final long MAGIC = 0x314D_4441_4F50_5253L;
    private static final int HEADER = 24;
    private static final int CHUNK = 1 << 22;

    private OptimizerState() {}

    static void save(Path file, AdamW optimizer) {
        try (FileChannel channel = FileChannel.open(
                file, StandardOpenOption.CREATE, StandardOpenOption.TRUNCATE_EXISTING, StandardOpenOption.WRITE)) {
            ByteBuffer header = ByteBuffer.allocate(HEADER).order(ByteOrder.LITTLE_ENDIAN);
            header.putLong(MAGIC)
                    .putLong(optimizer.steps())
                    .putLong(optimizer.mean().numel())
                    .flip();
            drain(channel, header);
            write(channel, optimizer.mean());
            write(channel, optimizer.square());
        } catch (IOException e) {
            throw SrpoException.resource(
                    file + ": the optimizer state could not be written (" + e.getMessage() + ")", e);
        }
    }

    static void load(Path file, AdamW optimizer) {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
            ByteBuffer header = ByteBuffer.allocate(HEADER).order(ByteOrder.LITTLE_ENDIAN);
            fill(channel, header);
            header.flip();
            long magic = header.getLong();
            long steps = header.getLong();
            long elements = header.getLong();
            long expected = optimizer.mean().numel();
            if (magic != MAGIC) {
                throw SrpoException.input(file + ": not an optimizer state of this program");
            }
            if (elements != expected) {
                throw SrpoException.input(file + ": the state of a model with " + elements
                        + " parameters, this one has " + expected + "; resume with the model it was saved with");
            }
            if (channel.size() != HEADER + 8 * elements) {
                throw SrpoException.input(file + ": the optimizer state is cut short; resume from an older checkpoint");
            }
            read(channel, optimizer.mean());
            read(channel, optimizer.square());
            optimizer.steps(steps);
        } catch (IOException e) {
            throw SrpoException.input(file + ": the optimizer state could not be read (" + e.getMessage() + ")", e);
        }
    }

    private static void write(FileChannel channel, Tensor tensor) throws IOException {
        try (FloatPointer data = tensor.data_ptr_float()) {
            for (long from = 0; from < tensor.numel(); from += CHUNK) {
                drain(channel, view(data, from, tensor.numel()));
            }
        }
    }

    private static void read(FileChannel channel, Tensor tensor) throws IOException {
        try (FloatPointer data = tensor.data_ptr_float()) {
            for (long from = 0; from < tensor.numel(); from += CHUNK) {
                fill(channel, view(data, from, tensor.numel()));
            }
        }
    }

    /** The bytes of one chunk; this program runs on little-endian machines only, as libtorch's builds do. */
    private static ByteBuffer view(FloatPointer data, long from, long end) {
        return new FloatPointer(data)
                .position(from)
                .limit(Math.min(end, from + CHUNK))
                .asByteBuffer();
    }

    private static void drain(FileChannel channel, ByteBuffer bytes) throws IOException {
        while (bytes.hasRemaining()) {
            channel.write(bytes);
        }
    }

    private static void fill(FileChannel channel, ByteBuffer bytes) throws IOException {
        while (bytes.hasRemaining()) {
            if (channel.read(bytes) < 0) {
                throw new EOFException("it ends early");
            }
        }
    }
}
