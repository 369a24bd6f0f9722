package io.srpo.engine.weights;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Writes small GGUF files for tests: F32 tensors and metadata of the kinds that models have. */
public final class GgufBuilder {
    private record Tensor(String name, long[] shape, float[] values) {}

    private final Map<String, Object> metadata = new LinkedHashMap<>();
    private final List<Tensor> tensors = new ArrayList<>();
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();

    /** Integer, Float, Boolean, String, or a List of String or Integer. */
    public GgufBuilder put(String key, Object value) {
        metadata.put(key, value);
        return this;
    }

    /** @param shape outermost first; GGUF stores it the other way round */
    public GgufBuilder tensor(String name, long[] shape, float[] values) {
        tensors.add(new Tensor(name, shape, values));
        return this;
    }

    public Path write(Path path) throws IOException {
        out.writeBytes("GGUF".getBytes(StandardCharsets.US_ASCII));
        number(3, 4);
        number(tensors.size(), 8);
        number(metadata.size(), 8);
        metadata.forEach((key, value) -> {
            string(key);
            number(type(value), 4);
            value(value);
        });
        long offset = 0;
        for (Tensor tensor : tensors) {
            string(tensor.name);
            number(tensor.shape.length, 4);
            for (int i = tensor.shape.length - 1; i >= 0; i--) {
                number(tensor.shape[i], 8);
            }
            number(0, 4);
            number(offset, 8);
            offset += (4L * tensor.values.length + 31) / 32 * 32;
        }
        for (Tensor tensor : tensors) {
            pad();
            for (float value : tensor.values) {
                number(Float.floatToRawIntBits(value), 4);
            }
        }
        return Files.write(path, out.toByteArray());
    }

    private static int type(Object value) {
        return value instanceof Integer
                ? 4
                : value instanceof Float ? 6 : value instanceof Boolean ? 7 : value instanceof String ? 8 : 9;
    }

    private void value(Object value) {
        if (value instanceof Integer number) {
            number(number, 4);
        } else if (value instanceof Float number) {
            number(Float.floatToRawIntBits(number), 4);
        } else if (value instanceof Boolean flag) {
            number(flag ? 1 : 0, 1);
        } else if (value instanceof String text) {
            string(text);
        } else {
            List<?> list = (List<?>) value;
            number(list.isEmpty() ? 4 : type(list.get(0)), 4);
            number(list.size(), 8);
            list.forEach(this::value);
        }
    }

    private void string(String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        number(bytes.length, 8);
        out.writeBytes(bytes);
    }

    private void number(long value, int bytes) {
        out.write(
                ByteBuffer.allocate(8)
                        .order(ByteOrder.LITTLE_ENDIAN)
                        .putLong(value)
                        .array(),
                0,
                bytes);
    }

    private void pad() {
        while (out.size() % 32 != 0) {
            out.write(0);
        }
    }
}
