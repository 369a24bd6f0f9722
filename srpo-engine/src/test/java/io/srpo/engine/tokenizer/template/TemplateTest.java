package io.srpo.engine.tokenizer.template;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.srpo.core.SrpoException;
import io.srpo.engine.TestFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

class TemplateTest {
    private static final ObjectMapper JSON = new ObjectMapper();

    /** Every case of references.json: what Jinja2 itself wrote (make_chat_references.py), null where it refused. */
    @TestFactory
    Stream<DynamicTest> rendersWhatJinja2Renders() throws IOException {
        JsonNode cases = TestFiles.json(TestFiles.resource("chat/references.json"));
        assertThat(cases).hasSizeGreaterThan(100);
        return java.util.stream.IntStream.range(0, cases.size())
                .mapToObj(i -> DynamicTest.dynamicTest(
                        i + " " + cases.get(i).path("template").asText(), () -> {
                            JsonNode one = cases.get(i);
                            Template template = Template.parse(Files.readString(TestFiles.resource("chat")
                                    .resolve(one.path("template").asText())));
                            Map<String, Object> variables = new LinkedHashMap<>(
                                    Map.of("bos_token", "<s>", "eos_token", "</s>", "date_string", "1 Jan 2026"));
                            variables.put("tools", null);
                            variables.put("documents", null);
                            variables.putAll(JSON.convertValue(
                                    one.path("variables"), new TypeReference<Map<String, Object>>() {}));
                            variables.put("messages", JSON.convertValue(one.path("messages"), Object.class));
                            if (one.path("text").isNull()) {
                                assertThatThrownBy(() -> template.render(variables))
                                        .isInstanceOf(SrpoException.class);
                            } else {
                                assertThat(template.render(variables))
                                        .isEqualTo(one.path("text").asText());
                            }
                        }));
    }

    @Test
    void errorsNameTheLine() {
        assertThatThrownBy(() -> Template.parse("a\n{% if x %}"))
                .hasMessageContaining("line 2")
                .hasMessageContaining("endif");
        assertThatThrownBy(() -> Template.parse("a\n\n{{ 'open }}")).hasMessageContaining("line 3");
        assertThatThrownBy(() -> Template.parse("{% include 'x' %}")).hasMessageContaining("\"include\"");
        assertThatThrownBy(() -> render("\n{{ x.y.z }}"))
                .hasMessage("chat template, line 2: \"y\" is asked of an undefined value");
        assertThatThrownBy(() -> render("{{ 'a' + 1 }}")).hasMessageContaining("\"+\" between a text and a number");
        assertThatThrownBy(() -> render("{{ 'a' | nonsense }}")).hasMessageContaining("\"nonsense\"");
        assertThatThrownBy(() -> render("{{ raise_exception('no system role') }}"))
                .isInstanceOf(SrpoException.class)
                .hasMessageContaining("no system role");
    }

    @Test
    void aTemplateCannotRunAway() {
        assertThatThrownBy(() -> render("{% macro f() %}{{ f() }}{% endmacro %}{{ f() }}"))
                .hasMessageContaining("without end");
        assertThatThrownBy(() -> render("{% for i in range(1000000000) %}x{% endfor %}"))
                .hasMessageContaining("range");
        assertThatThrownBy(() -> render("{{ 'x' * 1000000000 }}")).hasMessageContaining("characters");
    }

    private static String render(String source) {
        return Template.parse(source).render(Map.of());
    }
}
