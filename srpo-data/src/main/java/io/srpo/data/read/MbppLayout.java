package io.srpo.data.read;

import com.fasterxml.jackson.databind.JsonNode;
import io.srpo.core.task.Language;
import io.srpo.core.task.Task;
import io.srpo.core.task.Tests;
import java.util.ArrayList;
import java.util.List;

/**
 * MBPP: {@code text} (sanitized: {@code prompt}), asserts in {@code test_list}, {@code test_setup_code} or {@code test_imports}. The text alone does not name the
 * function, so the question shows the first assert, as our own choice; the others stay hidden.
 */
final class MbppLayout implements Layout {
    @Override
    public boolean fits(Row row) {
        return row.columns().path("test_list").isArray() && (row.isText("text") || row.isText("prompt"));
    }

    @Override
    public Task read(Row row) {
        List<String> asserts = strings(row.require("test_list"));
        if (asserts.isEmpty()) {
            throw row.fault("\"test_list\" holds no test");
        }
        List<String> setup = new ArrayList<>(strings(row.columns().path("test_imports")));
        String code = row.optional("test_setup_code");
        if (code != null) {
            setup.add(code.replace("\r\n", "\n"));
        }
        String question = row.text(row.isText("text") ? "text" : "prompt").strip() + "\nIt must satisfy, for example: "
                + asserts.get(0).strip();
        return TaskOf.code(
                row,
                row.optional("task_id"),
                question,
                Language.PYTHON,
                new Tests.Asserts(String.join("\n", setup), asserts));
    }

    private static List<String> strings(JsonNode list) {
        List<String> all = new ArrayList<>();
        list.forEach(n -> all.add(n.asText().replace("\r\n", "\n")));
        return all;
    }
}
