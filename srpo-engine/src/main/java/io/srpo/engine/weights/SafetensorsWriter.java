package io.srpo.engine.weights;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.srpo.core.SrpoException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;

/**
 * Writes one safetensors file. Same tensors, same bytes: tensors are ordered by name, as transformers orders tensors of one type, and the header is padded with blanks so
 * that the data begins at a multiple of 8. One tensor at a time is held in memory.
 */
public final class SafetensorsWriter {
    private static final int BUFFER_VALUES = 1 << 18;

    private SafetensorsWriter() {}

    /**
     * Writes aside, syncs, renames.
     *
     * @param shapes name to shape of every tensor
     * @param values gives a tensor's values by name, row-major, in the shape's number
     * @throws SrpoException (internal) when a tensor has another number of values than its shape; (resource) when the disk refuses
     */
    public static void write(
            Path target, Map<String, long[]> shapes, Function<String, float[]> values, SavedType type) {
        Map<String, long[]> ordered = new TreeMap<>(shapes);
        DurableFile.write(target, channel -> {
            writeAll(channel, ByteBuffer.wrap(header(ordered, type)));
            ByteBuffer buffer =
                    ByteBuffer.allocateDirect(BUFFER_VALUES * type.bytes()).order(ByteOrder.LITTLE_ENDIAN);
            for (Map.Entry<String, long[]> tensor : ordered.entrySet()) {
                float[] data = values.apply(tensor.getKey());
                if (data.length != StoredTensor.count(tensor.getValue())) {
                    throw SrpoException.internal("tensor " + tensor.getKey() + " has " + data.length
                            + " values, its shape says " + StoredTensor.count(tensor.getValue()));
                }
                for (int done = 0; done < data.length; done += BUFFER_VALUES) {
                    int now = Math.min(BUFFER_VALUES, data.length - done);
                    buffer.clear();
                    for (int i = 0; i < now; i++) {
                        type.put(buffer, data[done + i]);
                    }
                    writeAll(channel, buffer.flip());
                }
            }
        });
    }

    private static byte[] header(Map<String, long[]> shapes, SavedType type) {
        ObjectNode root = new ObjectMapper().createObjectNode();
        // transformers refuses files that do not say which framework's layout they have.
        root.putObject("__metadata__").put("format", "pt");
        long offset = 0;
        for (Map.Entry<String, long[]> tensor : shapes.entrySet()) {
            ObjectNode entry = root.putObject(tensor.getKey()).put("dtype", type.name());
            for (long dimension : tensor.getValue()) {
                entry.withArray("shape").add(dimension);
            }
            long end = offset + StoredTensor.count(tensor.getValue()) * type.bytes();
            entry.putArray("data_offsets").add(offset).add(end);
            offset = end;
        }
        byte[] json = root.toString().getBytes(StandardCharsets.UTF_8);
        int padded = (json.length + 7) / 8 * 8;
        ByteBuffer out = ByteBuffer.allocate(8 + padded).order(ByteOrder.LITTLE_ENDIAN);
        out.putLong(padded).put(json);
        while (out.hasRemaining()) {
            out.put((byte) ' ');
        }
        return out.array();
    }

    private static void writeAll(FileChannel channel, ByteBuffer buffer) throws IOException {
        while (buffer.hasRemaining()) {
            channel.write(buffer);
        }
    }
}
