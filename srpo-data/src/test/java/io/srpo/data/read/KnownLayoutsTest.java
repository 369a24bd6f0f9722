package io.srpo.data.read;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.srpo.core.task.Domain;
import io.srpo.core.task.Language;
import io.srpo.core.task.Reference;
import io.srpo.core.task.Task;
import io.srpo.core.task.Tests;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.zip.DeflaterOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Rows written by hand in each published layout; the sets themselves are read by {@link RealSetsTest}. */
class KnownLayoutsTest {
    @TempDir
    Path folder;

    @Test
    void gsm8kAnswersFollowTheMark() {
        assertThat(gold(Map.of(
                        "question", "How many?", "answer", "She sold 540 * 2 = <<540*2=1080>>1080.\n#### 1,080")))
                .isEqualTo("1080");
        assertThatThrownBy(() -> read(Map.of("question", "q", "answer", "####")))
                .hasMessageContaining("nothing follows");
    }

    @Test
    void mathAnswersStandInTheLastBox() {
        Task task = read(Map.of(
                "problem", "Find x.",
                "level", "Level 4",
                "type", "Algebra",
                "solution", "First \\boxed{1}, so $\\boxed{\\frac{1}{\\sqrt{2}}}$."));

        assertThat(task.reference()).isEqualTo(new Reference.Answer("\\frac{1}{\\sqrt{2}}"));
        assertThat(task.labels()).isEqualTo(Map.of("level", "4", "topic", "Algebra"));
        assertThat(task.id()).isEqualTo("set:1");
    }

    @Test
    void boxesMayHoldEscapedBracesOrNone() {
        assertThat(Boxed.last("\\boxed{\\{1, 2\\}}")).isEqualTo("\\{1, 2\\}");
        assertThat(Boxed.last("so $\\boxed 7$")).isEqualTo("7");
        assertThat(Boxed.last("\\fbox{9} and \\boxed{open")).isEqualTo("9");
        assertThat(Boxed.last("none")).isNull();
    }

    @Test
    void math500AndAimeHaveAnAnswerColumn() {
        Task math500 = read(Map.of(
                "problem",
                "p",
                "solution",
                "\\boxed{2}",
                "answer",
                "\\frac{1}{2}",
                "level",
                5,
                "unique_id",
                "t/1.json"));
        assertThat(math500)
                .isEqualTo(new Task(
                        "t/1.json", Domain.MATH, "p", new Reference.Answer("\\frac{1}{2}"), Map.of("level", "5")));
        Task aime = read(Map.of("id", 60, "problem", "p", "question", "p", "solution", "s", "answer", "204"));
        assertThat(aime).isEqualTo(new Task("set/60", Domain.MATH, "p", new Reference.Answer("204")));
    }

    @Test
    void mawpsAndSvampTargetsAreNumbers() {
        assertThat(gold(Map.of("input", "q", "target", 43.0))).isEqualTo("43");
        Task svamp = read(Map.of("ID", "chal-7", "Body", "Jo has 2 pens.", "Question", "How many?", "Answer", 2.0));
        assertThat(svamp)
                .isEqualTo(new Task("chal-7", Domain.MATH, "Jo has 2 pens. How many?", new Reference.Answer("2")));
    }

    @Test
    void deepMathHasGroundTruthAndDifficulty() {
        Task task = read(Map.of("id", "1", "difficulty", "4.5", "prompt", "p", "ground_truth", "k \\neq 1"));
        assertThat(task)
                .isEqualTo(
                        new Task("set/1", Domain.MATH, "p", new Reference.Answer("k \\neq 1"), Map.of("level", "4.5")));
        assertThat(gold(Map.of("question", "q", "final_answer", "7", "topic", "t")))
                .isEqualTo("7");
    }

    @Test
    void varMathIsPlainWithNumbers() {
        Task task = read(Map.of("id", "2024-II-4_0", "question", "q", "answer", 59.0));
        assertThat(task).isEqualTo(new Task("2024-II-4_0", Domain.MATH, "q", new Reference.Answer("59")));
    }

    @Test
    void chatPromptsAskTheirLastUserMessage() {
        List<Map<String, String>> chat =
                List.of(Map.of("role", "system", "content", "s"), Map.of("role", "user", "content", "2+2?"));
        assertThat(gold(Map.of("prompt", chat, "reward_model", Map.of("style", "rule", "ground_truth", 4))))
                .isEqualTo("4");
        Task trl = read(Map.of("prompt", chat, "solution", "so \\boxed{4}"));
        assertThat(trl.question()).isEqualTo("2+2?");
        assertThat(trl.reference()).isEqualTo(new Reference.Answer("4"));
    }

    @Test
    void verlsProgramsAreJudgedByTheirInputsAndOutputs() {
        List<Map<String, String>> chat = List.of(Map.of("role", "user", "content", "Print the double."));
        Task program = read(Map.of(
                "prompt",
                chat,
                "ability",
                "code",
                "reward_model",
                Map.of("ground_truth", "{\"inputs\": [\"2\\n\"], \"outputs\": [\"4\\n\"]}")));
        assertThat(program.domain()).isEqualTo(Domain.CODE);
        assertThat(program.reference())
                .isEqualTo(new Reference.Code(
                        Language.PYTHON, new Tests.Stdio(List.of(new Tests.Stdio.Exchange("2\n", "4\n")))));
        Task method = read(Map.of(
                "prompt",
                chat,
                "reward_model",
                Map.of("ground_truth", "{\"fn_name\": \"twice\", \"inputs\": [[2]], \"outputs\": [[4]]}")));
        assertThat(method.reference())
                .isEqualTo(new Reference.Code(
                        Language.PYTHON, new Tests.Asserts("", List.of("assert Solution().twice(2) == 4"))));
    }

    @Test
    void mbppShowsTheFirstAssertAndKeepsItsSetup() {
        Task task = read(Map.of(
                "text",
                "Write a function to add.",
                "task_id",
                511,
                "code",
                "x",
                "test_setup_code",
                "a = 1\r\nb = 2",
                "test_list",
                List.of("assert add(1, 2) == 3", "assert add(0, 0) == 0")));
        assertThat(task.id()).isEqualTo("set/511");
        assertThat(task.question())
                .contains("Write a function to add.", "assert add(1, 2) == 3")
                .doesNotContain("add(0");
        assertThat(tests(task))
                .isEqualTo(
                        new Tests.Asserts("a = 1\nb = 2", List.of("assert add(1, 2) == 3", "assert add(0, 0) == 0")));
    }

    @Test
    void humanEvalCallsItsCheck() {
        Task task = read(Map.of(
                "task_id",
                "HumanEval/0",
                "prompt",
                "def f(x):\n",
                "entry_point",
                "f",
                "test",
                "def check(c):\n    assert c(1)"));
        assertThat(task.question()).contains("```python\ndef f(x):\n```");
        assertThat(tests(task)).isEqualTo(new Tests.Program("def check(c):\n    assert c(1)\n\ncheck(f)\n"));
    }

    @Test
    void javaProgramsAreKnownByTheirMain() {
        String test = "class Main { public static void main(String[] a) {} }";
        Task mbjp = read(Map.of(
                "task_id", "MBJP/602", "prompt", "class F {", "entry_point", "f", "test", test, "language", "java"));
        assertThat(((Reference.Code) mbjp.reference()).language()).isEqualTo(Language.JAVA);
        assertThat(tests(mbjp)).isEqualTo(new Tests.Program(test));
        Task humanEvalX = read(Map.of("task_id", "Java/0", "prompt", "class Solution {", "test", test));
        assertThat(((Reference.Code) humanEvalX.reference()).language()).isEqualTo(Language.JAVA);
    }

    @Test
    void multiplEAsksForTheWholeClassAndCallsItFromMain() {
        Task task = read(
                Map.of(
                        "name",
                        "HumanEval_23_strlen",
                        "language",
                        "java",
                        "prompt",
                        "import java.util.*;\nclass Problem {\n    public static long strlen(String string) {\n",
                        "tests",
                        "    }\n    public static void main(String[] args) {\n    assert(strlen((\"\")) == (0l));\n    }\n\n}\n"));
        assertThat(task.id()).isEqualTo("HumanEval_23_strlen");
        assertThat(tests(task)).isEqualTo(new Tests.Program("""
                import java.util.*;
                import java.lang.reflect.*;

                class Main extends Problem {
                    public static void main(String[] args) {
                    assert(strlen(("")) == (0l));
                    }

                }
                """));
    }

    @Test
    void capitalsAndPlainPromptsAreRead() {
        assertThat(gold(Map.of("ID", "2024-I-1", "Problem", "p", "Solution", "s", "Answer", 204)))
                .isEqualTo("204");
        assertThat(gold(Map.of("prompt", "What is 1 + 1?", "solution", "so \\boxed{2}")))
                .isEqualTo("2");
        assertThat(gold(Map.of("prompt", "What is 1 + 1?", "answer", 2))).isEqualTo("2");
    }

    @Test
    void aContestsDateIsKept() {
        Task task = read(Map.of(
                "question_id",
                "a",
                "question_content",
                "q",
                "contest_date",
                "2024-09-01T00:00:00",
                "starter_code",
                "",
                "public_test_cases",
                "[{\"input\": \"1\", \"output\": \"2\", \"testtype\": \"stdin\"}]"));
        assertThat(task.labels()).containsEntry("date", "2024-09-01T00:00:00");
    }

    @Test
    void contestsReadStandardInputInBothForms() {
        Tests expected = new Tests.Stdio(List.of(new Tests.Stdio.Exchange("1\n", "2\n")));
        Task converted = read(Map.of(
                "id",
                3,
                "content",
                "q",
                "labels",
                "{\"difficulty\":\"MEDIUM\",\"source\":\"CODECHEF\"}",
                "test",
                "[{\"input\":{\"stdin\":\"1\\n\"},\"output\":{\"stdout\":\"2\\n\"}}]"));
        assertThat(tests(converted)).isEqualTo(expected);
        assertThat(converted.labels()).isEqualTo(Map.of("level", "MEDIUM", "source", "CODECHEF"));
        Map<String, List<String>> one = Map.of("input", List.of("1\n"), "output", List.of("2\n"));
        assertThat(tests(read(Map.of("name", "p", "description", "q", "public_tests", one))))
                .isEqualTo(expected);
    }

    @Test
    void liveCodeBenchIsUnpackedWithoutUnpickling() {
        String program = "{\"inputs\": [\"1\\n\"], \"outputs\": [\"2\\n\"], \"fn_name\": null}";
        assertThat(tests(read(Map.of("id", 1, "content", "q", "test", packed(program)))))
                .isEqualTo(new Tests.Stdio(List.of(new Tests.Stdio.Exchange("1\n", "2\n"))));
        String method = "{\"inputs\": [\"[\\\"a\\\"]\\n3\"], \"outputs\": [\"true\"], \"fn_name\": \"go\"}";
        assertThat(tests(read(Map.of("id", 1, "content", "q", "test", packed(method)))))
                .isEqualTo(new Tests.Asserts("", List.of("assert Solution().go([\"a\"], 3) == True")));
    }

    @Test
    void aPickleThatWouldRunCodeIsRefused() {
        byte[] evil = "\u0080\u0004cos\nsystem\n(X\u0002\u0000\u0000\u0000lstR.".getBytes(StandardCharsets.ISO_8859_1);
        assertThatThrownBy(() -> read(Map.of("id", 1, "content", "q", "test", deflated(evil))))
                .hasMessageContaining("set.jsonl:1")
                .hasMessageContaining("unexpected pickle opcode 99");
    }

    @Test
    void publishedLiveCodeBenchJoinsPublicAndHiddenTests() {
        Task task = read(Map.of(
                "question_id",
                "abc301_a",
                "question_content",
                "q",
                "difficulty",
                "easy",
                "starter_code",
                "",
                "public_test_cases",
                "[{\"input\": \"1\", \"output\": \"2\", \"testtype\": \"stdin\"}]",
                "private_test_cases",
                packed("[{\"input\": \"3\", \"output\": \"4\", \"testtype\": \"stdin\"}]"),
                "metadata",
                "{}"));
        assertThat(tests(task))
                .isEqualTo(new Tests.Stdio(
                        List.of(new Tests.Stdio.Exchange("1", "2"), new Tests.Stdio.Exchange("3", "4"))));
        assertThat(task.labels()).containsEntry("level", "easy");
    }

    /** As Python packs it: protocol 4, one frame, a dict with one key. */
    private static String packed(String json) {
        byte[] text = json.getBytes(StandardCharsets.UTF_8);
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.writeBytes(new byte[] {
            (byte) 0x80, 4, (byte) 0x95, 0, 0, 0, 0, 0, 0, 0, 0, '}', (byte) 0x94, (byte) 0x8C, 2, 'i', 'o', 'X'
        });
        out.writeBytes(new byte[] {(byte) text.length, (byte) (text.length >> 8), 0, 0});
        out.writeBytes(text);
        out.writeBytes(new byte[] {(byte) 0x94, 's', '.'});
        return deflated(out.toByteArray());
    }

    private static String deflated(byte[] bytes) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (DeflaterOutputStream deflater = new DeflaterOutputStream(out)) {
            deflater.write(bytes);
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
        return Base64.getEncoder().encodeToString(out.toByteArray());
    }

    private String gold(Map<String, ?> row) {
        return ((Reference.Answer) read(row).reference()).gold();
    }

    private static Tests tests(Task task) {
        return ((Reference.Code) task.reference()).tests();
    }

    private Task read(Map<String, ?> row) {
        try {
            Path file = Files.writeString(folder.resolve("set.jsonl"), new ObjectMapper().writeValueAsString(row));
            return TaskFiles.read(file, null, Map.of()).get(0);
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }
}
