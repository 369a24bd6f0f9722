package io.srpo.data.read;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.srpo.core.SrpoException;
import io.srpo.core.task.Language;
import io.srpo.core.task.Tests;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The tests of a code task as JSON, one of four kinds:
 * {@code {"type":"asserts","setup":"","asserts":["assert f(1) == 2"]}},
 * {@code {"type":"stdio","cases":[{"input","output"}]}},
 * {@code {"type":"call","entry":"f","cases":[{"args":[..],"expected":..}]}},
 * {@code {"type":"program","source":"..."}}.
 */
public final class TestsJson {
    private TestsJson() {}

    /**
     * Reads tests and refuses those that cannot be run.
     *
     * @param tests the object, or null when the line has none
     * @throws SrpoException (input) naming the key at fault, without file and line: the caller knows them
     */
    public static Tests parse(@Nullable JsonNode tests, Language language) {
        if (tests == null || !tests.isObject()) {
            throw SrpoException.input("\"tests\" must be an object with a \"type\"");
        }
        Tests parsed =
                switch (tests.path("type").asText()) {
                    case "asserts" -> asserts(tests);
                    case "stdio" ->
                        new Tests.Stdio(cases(tests).stream()
                                .map(c -> new Tests.Stdio.Exchange(string(c, "input"), string(c, "output")))
                                .toList());
                    case "call" -> call(tests);
                    case "program" -> program(tests);
                    default ->
                        throw SrpoException.input(
                                "\"tests.type\" must be \"asserts\", \"stdio\", \"call\" or \"program\", not "
                                        + tests.path("type"));
                };
        if (language == Language.JAVA && (parsed instanceof Tests.Asserts || parsed instanceof Tests.Call)) {
            throw SrpoException.input("tests of type \"" + tests.path("type").asText()
                    + "\" are for Python; use \"program\" or \"stdio\" for Java");
        }
        return parsed;
    }

    /** The object that {@link #parse} reads. */
    public static ObjectNode format(Tests tests) {
        ObjectNode out = JsonNodeFactory.instance.objectNode();
        if (tests instanceof Tests.Asserts asserts) {
            out.put("type", "asserts").put("setup", asserts.setup());
            ArrayNode list = out.putArray("asserts");
            asserts.asserts().forEach(list::add);
        } else if (tests instanceof Tests.Stdio stdio) {
            ArrayNode cases = out.put("type", "stdio").putArray("cases");
            stdio.cases().forEach(c -> cases.addObject().put("input", c.input()).put("output", c.output()));
        } else if (tests instanceof Tests.Call call) {
            ArrayNode cases = out.put("type", "call").put("entry", call.entry()).putArray("cases");
            for (Tests.Call.Example example : call.cases()) {
                ObjectNode one = cases.addObject();
                one.set("args", JsonValues.node(example.args()));
                one.set("expected", JsonValues.node(example.expected()));
            }
        } else if (tests instanceof Tests.Program program) {
            out.put("type", "program").put("source", program.source());
        }
        return out;
    }

    private static Tests.Asserts asserts(JsonNode tests) {
        JsonNode setup = tests.path("setup");
        List<String> lines = new ArrayList<>();
        for (JsonNode line : list(tests, "asserts")) {
            if (!line.isTextual() || line.textValue().isBlank()) {
                throw SrpoException.input("\"tests.asserts\" must hold text such as \"assert f(1) == 2\", not " + line);
            }
            lines.add(line.textValue());
        }
        return new Tests.Asserts(setup.isMissingNode() || setup.isNull() ? "" : string(tests, "setup"), lines);
    }

    private static Tests.Call call(JsonNode tests) {
        String entry = string(tests, "entry");
        if (entry.isBlank()) {
            throw SrpoException.input("\"tests.entry\" must name the function to call");
        }
        List<Tests.Call.Example> examples = new ArrayList<>();
        for (JsonNode one : cases(tests)) {
            if (!one.path("args").isArray() || !one.has("expected")) {
                throw SrpoException.input("each of \"tests.cases\" needs \"args\" (a list) and \"expected\"");
            }
            examples.add(
                    new Tests.Call.Example(JsonValues.list(one.path("args")), JsonValues.value(one.path("expected"))));
        }
        return new Tests.Call(entry, examples);
    }

    private static Tests.Program program(JsonNode tests) {
        String source = string(tests, "source");
        if (source.isBlank()) {
            throw SrpoException.input("\"tests.source\" is blank: there is nothing to test");
        }
        return new Tests.Program(source);
    }

    private static List<JsonNode> cases(JsonNode tests) {
        return list(tests, "cases");
    }

    private static List<JsonNode> list(JsonNode tests, String key) {
        JsonNode value = tests.path(key);
        if (!value.isArray() || value.isEmpty()) {
            throw SrpoException.input("\"tests." + key + "\" must be a list with at least one test");
        }
        List<JsonNode> all = new ArrayList<>();
        value.forEach(all::add);
        return all;
    }

    private static String string(JsonNode object, String key) {
        JsonNode value = object.path(key);
        if (!value.isTextual()) {
            throw SrpoException.input("\"" + key + "\" in \"tests\" must be text");
        }
        return value.textValue();
    }
}
