package io.srpo.data.read;

import com.fasterxml.jackson.databind.JsonNode;
import io.srpo.core.task.Language;
import io.srpo.core.task.Task;
import io.srpo.core.task.Tests;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Rows prepared for other trainers: {@code prompt} is a text or a chat (its last user message is the question), the answer stands in
 * {@code reward_model.ground_truth} (verl), {@code ground_truth}, {@code solution} or {@code answer} (TRL). Where verl's holds {@code {"inputs": [..], "outputs": [..]}} it is a Python
 * program's tests, or with {@code fn_name} those of a method of {@code Solution}.
 */
final class ChatPromptLayout implements Layout {
    @Override
    public boolean fits(Row row) {
        return (row.columns().path("prompt").isArray() || row.isText("prompt")) && gold(row) != null;
    }

    @Override
    public Task read(Row row) {
        String question = row.isText("prompt") ? row.text("prompt") : null;
        for (JsonNode message : row.require("prompt")) {
            if (message.path("role").asText().equals("user")) {
                question = message.path("content").asText();
            }
        }
        String gold = gold(row);
        if (question == null || question.isBlank() || gold == null) {
            throw row.fault("\"prompt\" holds no message of the role \"user\"");
        }
        if (gold.stripLeading().startsWith("{") && gold.contains("\"inputs\"")) {
            return code(row, question, row.parse("reward_model.ground_truth", gold));
        }
        String boxed = Boxed.last(gold);
        return TaskOf.math(row, row.optional("id"), question, boxed == null ? gold : boxed);
    }

    private static Task code(Row row, String question, JsonNode tests) {
        List<String> inputs = new ArrayList<>();
        List<String> outputs = new ArrayList<>();
        tests.path("inputs").forEach(input -> inputs.add(arguments(input)));
        tests.path("outputs").forEach(output -> outputs.add(result(output)));
        String function = tests.path("fn_name").asText("");
        Tests known = ContestTests.of(row, inputs, outputs, function.isEmpty() ? null : function);
        return TaskOf.code(row, row.optional("id"), question, Language.PYTHON, known, LabelsColumn.read(row));
    }

    /** Text as it is; a list of arguments one a line. */
    private static String arguments(JsonNode input) {
        List<String> lines = new ArrayList<>();
        input.forEach(argument -> lines.add(argument.toString()));
        return input.isArray() ? String.join("\n", lines) : result(input);
    }

    private static String result(JsonNode output) {
        JsonNode alone = output.isArray() && output.size() == 1 ? output.get(0) : output;
        return output.isTextual() ? output.textValue() : alone.toString();
    }

    private static @Nullable String gold(Row row) {
        JsonNode verl = row.columns().path("reward_model").path("ground_truth");
        if (!verl.isMissingNode()) {
            return Scalars.text(verl);
        }
        for (String column : new String[] {"ground_truth", "solution", "answer"}) {
            if (row.has(column)) {
                return row.optional(column);
            }
        }
        return null;
    }
}
