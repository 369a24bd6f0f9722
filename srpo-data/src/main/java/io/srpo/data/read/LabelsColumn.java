package io.srpo.data.read;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.LinkedHashMap;
import java.util.Map;

/** The {@code labels} column of converted contest sets: an object, written into a string. */
final class LabelsColumn {
    private LabelsColumn() {}

    /** Level and source, when told. */
    static Map<String, String> read(Row row) {
        Map<String, String> labels = new LinkedHashMap<>();
        if (row.has("labels")) {
            JsonNode all = row.json("labels");
            put(labels, "level", all.path("difficulty"));
            put(labels, "source", all.has("source") ? all.path("source") : all.path("category"));
        }
        return labels;
    }

    private static void put(Map<String, String> labels, String name, JsonNode value) {
        if (value.isTextual() && !value.textValue().isBlank()) {
            labels.put(name, value.textValue());
        }
    }
}
