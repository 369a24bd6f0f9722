package io.srpo.verify.code;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.srpo.core.task.Language;
import io.srpo.core.task.Tests;
import io.srpo.verify.sandbox.Limits;
import io.srpo.verify.sandbox.Sandbox;
import io.srpo.verify.sandbox.SandboxOptions;
import io.srpo.verify.sandbox.Wall;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Programs that are right pass, with whatever of the language they and their tests use. Each of these had reason to fail once. */
class HonestPythonTest {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static CodeJudge judge;

    record Honest(String name, String code, JsonNode tests) {
        @Override
        public String toString() {
            return name;
        }
    }

    @BeforeAll
    static void open() {
        Sandbox sandbox = Sandbox.open(SandboxOptions.fromSystem());
        judge = new CodeJudge(sandbox, Limits.STANDARD);
        // GraalPy has a smaller standard library and no deep recursion.
        Assumptions.assumeTrue(sandbox.standing().orElseThrow().wall() != Wall.GRAALPY);
    }

    @AfterAll
    static void close() {
        judge.close();
    }

    static List<Honest> programs() throws IOException {
        try (InputStream in = HonestPythonTest.class.getResourceAsStream("honest-python.jsonl")) {
            List<Honest> made = new ArrayList<>();
            for (String line : new String(in.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .toList()) {
                JsonNode row = JSON.readTree(line);
                made.add(new Honest(row.get("name").asText(), row.get("code").asText(), row.get("tests")));
            }
            return made;
        }
    }

    @ParameterizedTest
    @MethodSource("programs")
    void passes(Honest honest) {
        CodeResult result = judge.judge(Language.PYTHON, honest.code, tests(honest.tests));
        assertThat(result.status()).as(result.toString()).isEqualTo(Status.PASSED);
    }

    private static Tests tests(JsonNode json) {
        List<Tests.Stdio.Exchange> cases = new ArrayList<>();
        json.path("cases")
                .forEach(c -> cases.add(new Tests.Stdio.Exchange(
                        c.get("input").asText(), c.get("output").asText())));
        List<String> asserts = new ArrayList<>();
        json.path("asserts").forEach(a -> asserts.add(a.asText()));
        return switch (json.get("type").asText()) {
            case "stdio" -> new Tests.Stdio(cases);
            case "asserts" -> new Tests.Asserts(json.get("setup").asText(), asserts);
            default -> new Tests.Program(json.get("source").asText());
        };
    }
}
