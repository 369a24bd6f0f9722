package io.srpo.cli.verify;

import static org.assertj.core.api.Assertions.assertThat;

import io.srpo.cli.Invocation;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class VerifyTest {
    @TempDir
    Path folder;

    @Test
    void mathIsJudgedLineByLineInOrder() throws IOException {
        Invocation verdicts = verify("math", """
                {"id": "half", "gold": "1/2", "answer": "So the answer is 0.5."}
                {"id": 7, "gold": "12", "answer": "\\\\boxed{13}"}
                """);

        assertThat(verdicts.status()).isZero();
        assertThat(verdicts.err()).isEmpty();
        assertThat(verdicts.out().lines())
                .hasSize(2)
                .satisfiesExactly(
                        first ->
                                assertThat(first).contains("\"id\":\"half\",\"correct\":true", "\"extracted\":\"0.5\""),
                        second -> assertThat(second).contains("\"id\":7,\"correct\":false", "\"extracted\":\"13\""));
    }

    @Test
    void aFaultyLineIsAnsweredAndTheStatusSaysSo() throws IOException {
        Invocation verdicts = verify("math", """
                {"id": 1, "gold": "2"}
                {"id": 2, "gold": "2", "answer": "2"}
                """);

        assertThat(verdicts.status()).isEqualTo(2);
        assertThat(verdicts.out().lines())
                .satisfiesExactly(
                        first -> assertThat(first)
                                .contains("\"correct\":false", "line 1: the key \\\"answer\\\" is missing"),
                        second -> assertThat(second).contains("\"id\":2,\"correct\":true"));
        assertThat(verdicts.err()).contains("1 line was faulty");
    }

    @Test
    void aSecondOpinionIsAddedAndWhereItDiffersIsListed() throws IOException {
        Invocation verdicts = verify("math", """
                {"id": "same", "gold": "2", "answer": "4/2"}
                {"id": "angle", "gold": "60^\\\\circ", "answer": "\\\\frac{\\\\pi}{3}"}
                """, "--second-opinion");

        assertThat(verdicts.status()).isZero();
        assertThat(verdicts.out().lines())
                .satisfiesExactly(
                        first -> assertThat(first).contains("\"second\":\"equal\",\"doubtful\":false"),
                        second -> assertThat(second).contains("\"correct\":true", "\"doubtful\":true"));
        assertThat(verdicts.err()).contains("2 pairs, 2 judged by both, 1 differ", "\"angle\"");
    }

    /** Holds on any machine: with no wall wanted, nothing runs, and faulty lines are told apart from that. */
    @Test
    void withoutASandboxNoCodeIsRunAndNoneIsCalledWrong() throws IOException {
        Invocation verdicts = verify("code", """
                {"id": "a", "language": "python", "code": "def f(x): return x", "tests": {"type": "asserts", "asserts": ["assert f(1) == 1"]}}
                {"id": "b", "language": "python", "code": "def f(x): return x", "tests": {"type": "asserts", "asserts": []}}
                {"id": "c", "language": "cobol", "code": "", "tests": {}}
                """, "--sandbox", "none");

        List<String> lines = verdicts.out().lines().toList();
        assertThat(verdicts.status()).isEqualTo(2);
        assertThat(lines.get(0)).contains("\"status\":\"sandbox_error\",\"passed\":0,\"total\":1");
        assertThat(lines.get(1)).contains("\"status\":\"bad_input\"", "line 2");
        assertThat(lines.get(2)).contains("\"status\":\"bad_input\"", "unknown language \\\"cobol\\\"");
    }

    @Test
    void limitsOutOfRangeAreBadUsage() throws IOException {
        assertThat(verify("code", "{}\n", "--seconds", "0").status()).isEqualTo(2);
        assertThat(Invocation.of("verify", "math").err()).contains("Missing required option: '--in=FILE'");
    }

    private Invocation verify(String what, String lines, String... more) throws IOException {
        Path file = Files.writeString(folder.resolve("in.jsonl"), lines);
        List<String> args = new java.util.ArrayList<>(List.of("verify", what, "--in", file.toString()));
        args.addAll(List.of(more));
        return Invocation.of(args.toArray(String[]::new));
    }
}
