package io.srpo.cli.model;

import static org.assertj.core.api.Assertions.assertThat;

import io.srpo.cli.Invocation;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** LiveCodeBench asks for the problems of a window of dates: those that a model cannot have been trained on. */
class EvalWindowTest {
    @TempDir
    Path folder;

    private Path bench = Path.of("");

    @BeforeEach
    void problems() throws IOException {
        List<String> rows = new ArrayList<>();
        for (String date : List.of("2024-07-31", "2024-08-01", "2024-08-31", "2024-09-01")) {
            rows.add("{\"question_id\":\"" + date + "\",\"question_content\":\"Print 2.\",\"contest_date\":\"" + date
                    + "T00:00:00\",\"starter_code\":\"\",\"public_test_cases\":\"[{\\\"input\\\": \\\"1\\\", \\\"output\\\":"
                    + " \\\"2\\\", \\\"testtype\\\": \\\"stdin\\\"}]\"}");
        }
        bench = Files.write(folder.resolve("contests.jsonl"), rows);
    }

    @Test
    void theFirstDayCountsAndTheLastDoesNot() {
        assertThat(eval("--from", "2024-08-01", "--to", "2024-09-01")
                        .json()
                        .get("questions")
                        .intValue())
                .isEqualTo(2);
        assertThat(eval("--from", "2024-08-01").json().get("questions").intValue())
                .isEqualTo(3);
        assertThat(eval("--to", "2024-08-01").json().get("questions").intValue())
                .isEqualTo(1);
    }

    @Test
    void aWindowWithoutProblemsAndADayThatIsNoneAreRefused() {
        Invocation empty = eval("--from", "2025-01-01");
        assertThat(empty.status()).isEqualTo(2);
        assertThat(empty.err()).contains("no question of", "is dated between");
        Invocation wrong = eval("--to", "Aug 2024");
        assertThat(wrong.status()).isEqualTo(2);
        assertThat(wrong.err()).contains("--to Aug 2024: write the day as 2024-08-01");
    }

    private Invocation eval(String... more) {
        List<String> args = new ArrayList<>(List.of("eval", "--model", "bundled", "--bench", bench.toString()));
        args.addAll(List.of("--samples", "1", "--max-tokens", "1", "--json"));
        args.addAll(List.of(more));
        return Invocation.of(args.toArray(String[]::new));
    }
}
