package io.srpo.data.read;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.srpo.core.SrpoException;
import io.srpo.core.task.Domain;
import io.srpo.core.task.Task;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** A row whose columns the configuration names: {@code fields: {question: prompt, answer: reward_model.ground_truth}}. A point goes into an object. */
final class FieldsLayout implements Layout {
    private static final Set<String> KNOWN =
            Set.of("id", "question", "answer", "language", "tests", "level", "topic", "source");

    private final Map<String, String> fields;
    private final PlainLayout plain;

    /** @throws SrpoException (input) when a field is none of the plain layout's */
    FieldsLayout(Map<String, String> fields, @Nullable Domain hint) {
        for (String name : fields.keySet()) {
            if (!KNOWN.contains(name)) {
                throw SrpoException.input("unknown field \"" + name + "\" in fields; known are "
                        + String.join(", ", new TreeSet<>(KNOWN)));
            }
        }
        this.fields = Map.copyOf(fields);
        this.plain = new PlainLayout(hint);
    }

    @Override
    public boolean fits(Row row) {
        return true;
    }

    @Override
    public Task read(Row row) {
        ObjectNode renamed = row.columns().deepCopy();
        for (Map.Entry<String, String> field : new TreeMap<>(fields).entrySet()) {
            JsonNode value = find(row.columns(), field.getValue());
            if (value == null) {
                throw row.fault("there is no column \"" + field.getValue() + "\", which the configuration names as \""
                        + field.getKey() + "\"");
            }
            renamed.set(field.getKey(), value);
        }
        return plain.read(new Row(row.file(), row.line(), renamed));
    }

    private static @Nullable JsonNode find(JsonNode row, String column) {
        if (row.has(column)) {
            return row.get(column);
        }
        int point = column.indexOf('.');
        JsonNode inner = point < 0 ? null : row.get(column.substring(0, point));
        return inner == null ? null : find(inner, column.substring(point + 1));
    }
}
