package io.srpo.data.read;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.srpo.core.SrpoException;
import io.srpo.core.task.Language;
import io.srpo.core.task.Tests;
import java.math.BigInteger;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TestsJsonTest {
    @Property(tries = 200)
    void whatIsWrittenIsReadBack(@ForAll("tests") Tests tests) throws JsonProcessingException {
        String json = JsonLines.MAPPER.writeValueAsString(TestsJson.format(tests));

        assertThat(TestsJson.parse(JsonLines.MAPPER.readTree(json), Language.PYTHON))
                .isEqualTo(tests);
    }

    @Provide
    Arbitrary<Tests> tests() {
        Arbitrary<String> text = Arbitraries.strings().ascii().ofMaxLength(8);
        Arbitrary<String> line = text.map(t -> "assert " + t);
        Arbitrary<Object> values = Arbitraries.<Object>of(
                        1,
                        -5L * Integer.MAX_VALUE,
                        new BigInteger("123456789012345678901"),
                        2.5,
                        1e-9,
                        "x",
                        true,
                        List.of(1, "a"))
                .injectNull(0.2)
                .map(v -> v == null ? Arrays.asList(1, null) : v);
        Arbitrary<Tests.Call.Example> example =
                values.list().ofMaxSize(3).map(args -> new Tests.Call.Example(args, Map.of("k", args)));
        return Arbitraries.oneOf(
                text.flatMap(setup -> line.list().ofMinSize(1).ofMaxSize(3).map(all -> new Tests.Asserts(setup, all))),
                text.flatMap(in -> text.map(out -> new Tests.Stdio(List.of(new Tests.Stdio.Exchange(in, out))))),
                example.list().ofMinSize(1).ofMaxSize(3).map(all -> new Tests.Call("f", all)),
                line.map(Tests.Program::new));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "python|null|\"tests\" must be an object",
                "python|{\"type\":\"unit\"}|\"tests.type\" must be",
                "python|{\"type\":\"asserts\",\"asserts\":[]}|\"tests.asserts\" must be a list with at least one test",
                "python|{\"type\":\"asserts\",\"asserts\":[3]}|\"tests.asserts\" must hold text",
                "python|{\"type\":\"stdio\",\"cases\":[]}|\"tests.cases\" must be a list with at least one test",
                "python|{\"type\":\"stdio\",\"cases\":[{\"input\":\"1\"}]}|\"output\" in \"tests\" must be text",
                "python|{\"type\":\"call\",\"cases\":[{\"args\":[],\"expected\":1}]}|\"entry\" in \"tests\" must be text",
                "python|{\"type\":\"call\",\"entry\":\"f\",\"cases\":[{\"args\":1,\"expected\":1}]}|needs \"args\" (a list)",
                "python|{\"type\":\"call\",\"entry\":\"f\",\"cases\":[{\"args\":[]}]}|and \"expected\"",
                "python|{\"type\":\"program\",\"source\":\" \"}|there is nothing to test",
                "java|{\"type\":\"asserts\",\"asserts\":[\"assert f\"]}|are for Python",
                "java|{\"type\":\"call\",\"entry\":\"f\",\"cases\":[{\"args\":[],\"expected\":1}]}|are for Python",
            })
    void testsThatCannotBeRunAreRefused(String language, String json, String message) {
        assertThatThrownBy(() -> TestsJson.parse(JsonLines.MAPPER.readTree(json), Language.of(language)))
                .isInstanceOf(SrpoException.class)
                .hasMessageContaining(message);
    }
}
