package io.srpo.cli.model;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.srpo.cli.Invocation;
import io.srpo.data.ledger.EvaluationStore;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EvalResumeTest {
    @TempDir
    Path folder;

    @Test
    void aStoppedEvaluationGoesOnAndEndsAsOneLeftAlone() throws Exception {
        Path bench = Files.writeString(folder.resolve("variants.jsonl"), """
                {"id":"sum_0","question":"What is 2 + 3?","answer":"5","level":"easy"}
                {"id":"sum_1","question":"What is 4 + 3?","answer":"7","level":"easy"}
                {"id":"other","question":"What is 9 - 3?","answer":"6","level":"medium"}
                """);
        Path whole = folder.resolve("whole");
        Path cut = folder.resolve("cut");
        ObjectNode first = (ObjectNode) eval(bench, whole, "--dtype", "bf16").json();
        assertThat(first.get("questions").intValue()).isEqualTo(3);
        assertThat(first.get("strict").isNumber()).isTrue();
        assertThat(first.at("/by/level/easy/questions").intValue()).isEqualTo(2);
        assertThat(first.get("maj@k").has("16")).isTrue();
        assertThat(whole.resolve("answers.parquet")).isRegularFile();
        assertThat(whole.resolve("result.json")).isRegularFile();

        // As a process leaves it that was killed in its last part: the last question's answers are not there. Left
        // open, the number
        // type is the one that the evaluation began with.
        eval(bench, cut, "--dtype", "bf16");
        try (Connection connection = DriverManager.getConnection("jdbc:duckdb:" + cut.resolve("answers.duckdb"));
                Statement statement = connection.createStatement()) {
            assertThat(statement.executeUpdate("DELETE FROM answers WHERE task_id = 'other'"))
                    .isEqualTo(150);
        }
        Invocation again = eval(bench, cut, "--against", whole.toString(), "--trained-on", bench.toString());
        assertThat(rows(cut)).isEqualTo(rows(whole));
        assertThat(again.json().at("/against/difference").doubleValue()).isZero();
        assertThat(again.json().at("/against/mcnemar/p").doubleValue()).isEqualTo(1);
        assertThat(again.json().get("pass@1")).isEqualTo(first.get("pass@1"));
        assertThat(again.json().get("interval")).isEqualTo(first.get("interval"));
        assertThat(cut.resolve("compare.html")).content().contains("cut against whole", "That may be chance.");
        assertThat(again.json().at("/contamination/overlapping").intValue()).isEqualTo(3);
        assertThat(again.err()).contains("CONTAMINATION: 3 of 3 questions overlap", "as in variants.jsonl sum_0");
        assertThat(again.err()).contains("against the other, on 3 questions: +0.0 points");

        Invocation another = Invocation.of(
                "eval", "--model", "bundled", "--bench", bench.toString(), "--samples", "2", "--run", cut.toString());
        assertThat(another.status()).isEqualTo(2);
        assertThat(another.err()).contains("holds another evaluation");
        assertThat(run(bench, cut, "--dtype", "fp32").err()).contains("holds another evaluation");
    }

    private static Invocation eval(Path bench, Path run, String... more) {
        Invocation done = run(bench, run, more);
        assertThat(done.status()).as(done.err()).isZero();
        return done;
    }

    private static Invocation run(Path bench, Path run, String... more) {
        List<String> args = new ArrayList<>(List.of("eval", "--model", "bundled", "--bench", bench.toString()));
        args.addAll(List.of("--samples", "150", "--temperature", "1", "--max-tokens", "6"));
        args.addAll(List.of("--run", run.toString(), "--json"));
        args.addAll(List.of(more));
        return Invocation.of(args.toArray(String[]::new));
    }

    private static List<String> rows(Path run) {
        try (EvaluationStore store = EvaluationStore.read(run)) {
            return store.rows().stream().map(String::valueOf).toList();
        }
    }
}
