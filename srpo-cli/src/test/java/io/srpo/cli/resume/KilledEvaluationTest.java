package io.srpo.cli.resume;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.srpo.data.ledger.EvaluationStore;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code ./srpo eval --run}, killed while it answers, goes on where it was and ends with the answers, verdicts and figures of one left alone. */
class KilledEvaluationTest {
    private static final int QUESTIONS = 80;
    private static final int SAMPLES = 32;
    private static final int KILLS = 3;

    @TempDir
    Path folder;

    @Test
    void killedInTheMiddleAnEvaluationEndsAsOneLeftAlone() throws IOException {
        Path bench = folder.resolve("sums.jsonl");
        Files.write(
                bench,
                IntStream.range(0, QUESTIONS)
                        .mapToObj(i -> "{\"id\":\"sum-" + i + "\",\"question\":\"What is " + i + " + 3?\",\"answer\":\""
                                + (i + 3) + "\"}")
                        .toList());
        Path alone = folder.resolve("alone");
        finish(bench, alone);

        Path killed = folder.resolve("killed");
        List<Integer> kept = new ArrayList<>();
        for (int i = 0; i < KILLS; i++) {
            FileTime begun = FileTime.from(Instant.now());
            try (ChildRun child = start(bench, killed)) {
                assertThat(child.comesTrue(() -> partIsWritten(killed, begun)))
                        .as(child.lines().toString())
                        .isTrue();
                child.kill();
            }
            kept.add(rows(killed).size());
        }
        assertThat(kept).as("answers kept after each kill").isSorted();
        assertThat(kept.get(KILLS - 1)).isGreaterThan(0).isLessThan(SAMPLES * QUESTIONS);
        finish(bench, killed);
        assertThat(rows(killed)).isEqualTo(rows(alone)).hasSize(SAMPLES * QUESTIONS);
        assertThat(figures(killed)).isEqualTo(figures(alone));
    }

    /** The database's log holds what a part of the answers takes, and more than its tables. */
    private static boolean partIsWritten(Path run, FileTime since) {
        Path log = run.resolve("answers.duckdb.wal");
        try {
            return Files.size(log) > 10_000 && Files.getLastModifiedTime(log).compareTo(since) > 0;
        } catch (IOException notThere) {
            return false;
        }
    }

    private void finish(Path bench, Path run) throws IOException {
        try (ChildRun child = start(bench, run)) {
            assertThat(child.end()).as(child.lines().toString()).isZero();
        }
    }

    private ChildRun start(Path bench, Path run) throws IOException {
        List<String> arguments = new ArrayList<>(List.of("eval", "--model", "bundled", "--bench", bench.toString()));
        arguments.addAll(List.of("--samples", Integer.toString(SAMPLES), "--temperature", "1"));
        arguments.addAll(List.of("--max-tokens", "24", "--run", run.toString()));
        return ChildRun.start(ChildRun.folder(folder, "tmp"), arguments.toArray(String[]::new));
    }

    private static List<String> rows(Path run) {
        try (EvaluationStore store = EvaluationStore.read(run)) {
            return store.rows().stream().map(String::valueOf).toList();
        }
    }

    /** Of the whole evaluation, but what it took. */
    private static JsonNode figures(Path run) throws IOException {
        ObjectNode figures = (ObjectNode)
                new ObjectMapper().readTree(run.resolve("result.json").toFile());
        figures.remove(List.of("seconds", "tokens_per_s"));
        return figures;
    }
}
