package io.srpo.engine.weights;

import io.srpo.core.SrpoException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** GGUF's key-value pairs with checked access. Values are String, Boolean, Long, Double or a List of these. */
public final class GgufMetadata {
    private final Path path;
    private final Map<String, Object> values;

    GgufMetadata(Path path, Map<String, Object> values) {
        this.path = path;
        this.values = values;
    }

    /** Whether the key is there. */
    public boolean has(String key) {
        return values.containsKey(key);
    }

    /** A text, or null when the key is absent. */
    public @Nullable String stringOrNull(String key) {
        return get(key, String.class);
    }

    /** A text that must be there. */
    public String string(String key) {
        return require(key, stringOrNull(key));
    }

    /** A flag, or the given default. */
    public boolean flag(String key, boolean absent) {
        Boolean value = get(key, Boolean.class);
        return value == null ? absent : value;
    }

    /** A whole number that must be there. */
    public int integer(String key) {
        return Math.toIntExact(require(key, get(key, Long.class)));
    }

    /** A whole number, or the given default. */
    public int integer(String key, int absent) {
        return has(key) ? integer(key) : absent;
    }

    /** A real number, or the given default. */
    public double real(String key, double absent) {
        Double value = get(key, Double.class);
        return value == null ? absent : value;
    }

    /** A real number that must be there. */
    public double real(String key) {
        return require(key, get(key, Double.class));
    }

    /** A list of texts that must be there. */
    public List<String> strings(String key) {
        List<String> strings = new ArrayList<>();
        for (Object item : require(key, get(key, List.class))) {
            strings.add((String) check(key, item, String.class));
        }
        return strings;
    }

    /** A list of whole numbers; empty when the key is absent. */
    public int[] integers(String key) {
        List<?> list = get(key, List.class);
        return list == null
                ? new int[0]
                : list.stream()
                        .mapToInt(item -> Math.toIntExact((Long) check(key, item, Long.class)))
                        .toArray();
    }

    private <T> T require(String key, @Nullable T value) {
        if (value == null) {
            throw SrpoException.input(
                    path + ": no key " + key + " in its metadata; convert the model again with llama.cpp's converter");
        }
        return value;
    }

    private <T> @Nullable T get(String key, Class<T> type) {
        Object value = values.get(key);
        return value == null ? null : type.cast(check(key, value, type));
    }

    private Object check(String key, Object value, Class<?> type) {
        if (!type.isInstance(value)) {
            throw SrpoException.input(path + ": key " + key + " should be of type " + type.getSimpleName() + " but is "
                    + value.getClass().getSimpleName() + "; convert the model again with llama.cpp's converter");
        }
        return value;
    }
}
