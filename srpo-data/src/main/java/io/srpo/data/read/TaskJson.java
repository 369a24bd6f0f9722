package io.srpo.data.read;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.srpo.core.task.Reference;
import io.srpo.core.task.Task;
import java.util.Map;
import java.util.TreeMap;

/** A task as a row of the plain layouts, which {@link TaskFiles} reads back to an equal task. */
public final class TaskJson {
    private static final ObjectMapper MAPPER = new ObjectMapper();

    private TaskJson() {}

    /** {@code {"id","question",..}}, then what the reference is written as, then the labels. */
    public static ObjectNode format(Task task) {
        ObjectNode row = JsonNodeFactory.instance.objectNode();
        row.put("id", task.id()).put("question", task.question());
        if (task.reference() instanceof Reference.Answer answer) {
            row.put("answer", answer.gold());
        } else if (task.reference() instanceof Reference.Code code) {
            row.put("language", code.language().label()).set("tests", TestsJson.format(code.tests()));
        } else if (task.reference() instanceof Reference.Custom custom) {
            custom(row, task, custom.payload());
        }
        for (Map.Entry<String, String> label : new TreeMap<>(task.labels()).entrySet()) {
            if (!row.has(label.getKey())) {
                row.put(label.getKey(), label.getValue());
            }
        }
        return row;
    }

    private static void custom(ObjectNode row, Task task, String payload) {
        JsonNode parsed;
        try {
            parsed = MAPPER.readTree(payload);
        } catch (JsonProcessingException e) {
            row.put("answer", payload);
            return;
        }
        if (task.domain().equals(CountdownLayout.DOMAIN) && parsed instanceof ObjectNode game) {
            row.setAll(game);
        } else if (parsed != null && parsed.isContainerNode()) {
            row.set("answer", parsed);
        } else {
            row.put("answer", payload);
        }
    }
}
