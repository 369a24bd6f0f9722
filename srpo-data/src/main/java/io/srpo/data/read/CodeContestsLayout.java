package io.srpo.data.read;

import com.fasterxml.jackson.databind.JsonNode;
import io.srpo.core.task.Language;
import io.srpo.core.task.Task;
import io.srpo.core.task.Tests;
import java.util.ArrayList;
import java.util.List;

/**
 * Contest problems with standard input and output: {@code content} and a {@code test} list of {@code {"input":{"stdin"},"output":{"stdout"}}} (as converted), or
 * {@code description} with {@code public_tests}, {@code private_tests}, {@code generated_tests} (as published). Python is asked for.
 */
final class CodeContestsLayout implements Layout {
    private static final String[] PUBLISHED = {"public_tests", "private_tests", "generated_tests"};

    @Override
    public boolean fits(Row row) {
        boolean converted = row.isText("content") && row.isText("test") && opensList(row);
        return converted
                || (row.isText("description")
                        && row.columns().path("public_tests").isObject());
    }

    @Override
    public Task read(Row row) {
        boolean converted = row.has("content");
        List<Tests.Stdio.Exchange> cases = converted ? converted(row) : published(row);
        if (cases.isEmpty()) {
            throw row.fault("there is no test");
        }
        String question = row.text(converted ? "content" : "description").strip()
                + "\nWrite a Python program that reads standard input and writes standard output.";
        String id = row.has("id") ? row.optional("id") : row.optional("name");
        return TaskOf.code(row, id, question, Language.PYTHON, new Tests.Stdio(cases), LabelsColumn.read(row));
    }

    private static boolean opensList(Row row) {
        return row.columns().path("test").textValue().stripLeading().startsWith("[");
    }

    private static List<Tests.Stdio.Exchange> converted(Row row) {
        List<Tests.Stdio.Exchange> cases = new ArrayList<>();
        for (JsonNode one : row.json("test")) {
            JsonNode input = one.path("input").path("stdin");
            JsonNode output = one.path("output").path("stdout");
            if (!input.isTextual() || !output.isTextual()) {
                throw row.fault("each of \"test\" needs \"input\".\"stdin\" and \"output\".\"stdout\"");
            }
            cases.add(new Tests.Stdio.Exchange(input.textValue(), output.textValue()));
        }
        return cases;
    }

    private static List<Tests.Stdio.Exchange> published(Row row) {
        List<Tests.Stdio.Exchange> cases = new ArrayList<>();
        for (String column : PUBLISHED) {
            JsonNode inputs = row.columns().path(column).path("input");
            JsonNode outputs = row.columns().path(column).path("output");
            if (inputs.size() != outputs.size()) {
                throw row.fault(
                        "\"" + column + "\" has " + inputs.size() + " inputs but " + outputs.size() + " outputs");
            }
            for (int i = 0; i < inputs.size(); i++) {
                cases.add(new Tests.Stdio.Exchange(
                        inputs.get(i).asText(), outputs.get(i).asText()));
            }
        }
        return cases;
    }
}
