package io.srpo.data.read;

import com.fasterxml.jackson.databind.JsonNode;
import io.srpo.core.task.Language;
import io.srpo.core.task.Task;
import io.srpo.core.task.Tests;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * LiveCodeBench, as published ({@code question_content}, {@code public_test_cases}, packed {@code private_test_cases}, {@code starter_code}) or as converted
 * ({@code content} and one packed {@code test}). Problems of the LeetCode kind call a method of {@code Solution}; the others are programs.
 */
final class LiveCodeBenchLayout implements Layout {
    @Override
    public boolean fits(Row row) {
        return (row.isText("question_content") && row.has("public_test_cases"))
                || (row.isText("content") && row.isText("test"));
    }

    @Override
    public Task read(Row row) {
        boolean published = row.has("question_content");
        Tests tests = published ? published(row) : converted(row);
        String question = row.text(published ? "question_content" : "content").strip();
        String id = published ? row.optional("question_id") : row.optional("id");
        return TaskOf.code(
                row, id, published ? ask(row, question) : question, Language.PYTHON, tests, LabelsColumn.read(row));
    }

    private static String ask(Row row, String question) {
        String starter = row.optional("starter_code");
        return question
                + (starter == null
                        ? "\nWrite a Python program that reads standard input and writes standard output."
                        : "\nComplete this Python code. Answer with the whole source.\n```python\n"
                                + starter.stripTrailing() + "\n```");
    }

    private static Tests converted(Row row) {
        JsonNode all = row.parse("test", PackedTests.unpack(row, "test"));
        List<String> inputs = new ArrayList<>();
        List<String> outputs = new ArrayList<>();
        all.path("inputs").forEach(n -> inputs.add(n.asText()));
        all.path("outputs").forEach(n -> outputs.add(n.asText()));
        return ContestTests.of(row, inputs, outputs, Scalars.text(all.path("fn_name")));
    }

    private static Tests published(Row row) {
        List<String> inputs = new ArrayList<>();
        List<String> outputs = new ArrayList<>();
        collect(row.json("public_test_cases"), inputs, outputs);
        if (row.has("private_test_cases")) {
            JsonNode hidden = row.require("private_test_cases");
            boolean plain =
                    !hidden.isTextual() || hidden.textValue().stripLeading().startsWith("[");
            collect(
                    plain
                            ? row.json("private_test_cases")
                            : row.parse("private_test_cases", PackedTests.unpack(row, "private_test_cases")),
                    inputs,
                    outputs);
        }
        return ContestTests.of(row, inputs, outputs, function(row));
    }

    private static @Nullable String function(Row row) {
        return row.has("metadata") ? Scalars.text(row.json("metadata").path("func_name")) : null;
    }

    private static void collect(JsonNode cases, List<String> inputs, List<String> outputs) {
        for (JsonNode one : cases) {
            inputs.add(one.path("input").asText());
            outputs.add(one.path("output").asText());
        }
    }
}
