package io.srpo.data.read;

import com.fasterxml.jackson.databind.JsonNode;
import io.srpo.core.task.Tests;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Tests given as two lists: standard input and output of a program, or arguments and result of a method of {@code Solution}. */
final class ContestTests {
    private ContestTests() {}

    /**
     * @param inputs a program's standard input; for a method one JSON argument a line
     * @param outputs a program's standard output; for a method the result as JSON
     * @param function the method's name, or null for a program
     */
    static Tests of(Row row, List<String> inputs, List<String> outputs, @Nullable String function) {
        if (inputs.isEmpty() || inputs.size() != outputs.size()) {
            throw row.fault("the tests have " + inputs.size() + " inputs and " + outputs.size() + " outputs");
        }
        if (function != null && !function.matches("[A-Za-z_][A-Za-z0-9_]*")) {
            throw row.fault("the tested function's name is not a name: " + function);
        }
        List<Tests.Stdio.Exchange> cases = new ArrayList<>();
        List<String> asserts = new ArrayList<>();
        for (int i = 0; i < inputs.size(); i++) {
            if (function == null) {
                cases.add(new Tests.Stdio.Exchange(inputs.get(i), outputs.get(i)));
            } else {
                asserts.add("assert Solution()." + function + "(" + arguments(row, inputs.get(i)) + ") == "
                        + PythonLiteral.of(row.parse("output", outputs.get(i))));
            }
        }
        return function == null ? new Tests.Stdio(cases) : new Tests.Asserts("", asserts);
    }

    private static String arguments(Row row, String input) {
        List<String> all = new ArrayList<>();
        for (String line : input.split("\n", -1)) {
            if (!line.isBlank()) {
                JsonNode value = row.parse("input", line);
                all.add(PythonLiteral.of(value));
            }
        }
        return String.join(", ", all);
    }
}
