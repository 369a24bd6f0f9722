package io.srpo.verify.code;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.srpo.core.task.Language;
import io.srpo.core.task.Tests;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Public suites' own solutions, read by path: {@code -Dsrpo.shared}. */
@Tag("real")
class RealSuitesTest {
    private static final ObjectMapper JSON = new ObjectMapper();

    private static Map<String, CodeResult> judged(String file, Function<JsonNode, CodeResult> judge, String key)
            throws IOException {
        Path path = Path.of(System.getProperty("srpo.shared", "../../shared"), "data", "code", file);
        List<JsonNode> rows = new ArrayList<>();
        for (String line : Files.readAllLines(path)) {
            JsonNode row = JSON.readTree(line);
            // Some rows of MBJP come without a solution.
            if (!row.path("canonical_solution").isNull()) {
                rows.add(row);
            }
        }
        return new TreeMap<>(rows.stream()
                .parallel()
                .collect(Collectors.toMap(row -> row.get(key).asText(), judge)));
    }

    private static Map<String, String> notPassed(Map<String, CodeResult> results) {
        Map<String, String> wrong = new TreeMap<>();
        results.forEach((id, result) -> {
            if (result.status() != Status.PASSED) {
                wrong.put(id, result.status().label() + ": " + result.reason());
            }
        });
        return wrong;
    }

    @Test
    void mbppReferenceSolutionsPass() throws IOException {
        try (CodeJudge judge = CodeJudge.standard()) {
            Map<String, CodeResult> results = judged(
                    "mbpp-511-974.jsonl",
                    row -> {
                        List<String> asserts = new ArrayList<>();
                        row.get("test_list").forEach(test -> asserts.add(test.asText()));
                        return judge.judge(
                                Language.PYTHON,
                                row.get("code").asText(),
                                new Tests.Asserts(row.get("test_setup_code").asText(), asserts));
                    },
                    "task_id");
            assertThat(results).hasSize(464);
            assertThat(notPassed(results)).isEmpty();
        }
    }

    @Test
    @Tag("slow")
    void mbjpReferenceSolutionsPass() throws IOException {
        try (CodeJudge judge = CodeJudge.standard()) {
            Map<String, CodeResult> results = judged(
                    "mbjp-java-601-974.jsonl",
                    row -> judge.judge(
                            Language.JAVA,
                            row.get("prompt").asText()
                                    + row.get("canonical_solution").asText(),
                            new Tests.Program(row.get("test").asText())),
                    "task_id");
            Map<String, String> wrong = notPassed(results);
            assertThat(results).hasSizeGreaterThan(250);
            // Known faults of the set: solutions that do not compile, and some that end the program themselves.
            assertThat(wrong.values())
                    .allMatch(reason -> reason.startsWith("compile_error") || reason.contains("ended itself"));
            assertThat(wrong).hasSizeLessThan(12);
        }
    }

    /** The sample comes without solutions: a program that knows the answers passes every case, one that prints nothing none. */
    @Test
    void contestCasesGoInAndComeOutAsTheyAre() throws IOException {
        Path path =
                Path.of(System.getProperty("srpo.shared", "../../shared"), "data", "code", "code-contests-20.jsonl");
        int judged = 0;
        try (CodeJudge judge = CodeJudge.standard()) {
            for (String line : Files.readAllLines(path)) {
                List<Tests.Stdio.Exchange> cases = new ArrayList<>();
                Map<String, String> answers = new TreeMap<>();
                for (JsonNode one :
                        JSON.readTree(JSON.readTree(line).get("test").asText())) {
                    String input = one.at("/input/stdin").asText();
                    String output = one.at("/output/stdout").asText();
                    if (cases.size() < 5 && !output.isBlank()) {
                        cases.add(new Tests.Stdio.Exchange(input, output));
                        answers.put(input, output);
                    }
                }
                String knows = "import json, sys\nprint(json.loads("
                        + JSON.writeValueAsString(JSON.writeValueAsString(answers)) + ")[sys.stdin.read()])";
                assertThat(judge.judge(Language.PYTHON, knows, new Tests.Stdio(cases)))
                        .extracting(CodeResult::status, CodeResult::passed)
                        .containsExactly(Status.PASSED, cases.size());
                assertThat(judge.judge(Language.PYTHON, "pass", new Tests.Stdio(cases))
                                .passed())
                        .isZero();
                judged++;
            }
        }
        assertThat(judged).isEqualTo(20);
    }
}
