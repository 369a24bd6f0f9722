package io.srpo.cli.model;

import static org.assertj.core.api.Assertions.assertThat;

import io.srpo.cli.Invocation;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DifficultyTest {
    @TempDir
    Path folder;

    @Test
    void tasksAreLabelledWithinTheBudgetAndTheNextCallGoesOn() throws Exception {
        Path in = Files.writeString(folder.resolve("in.jsonl"), """
                {"id":"a","question":"What is 1 + 1?","answer":"2"}
                {"id":"b","question":"What is 9 * 9 * 9 * 9 * 9?","answer":"59049"}
                {"id":"c","question":"What is 3 + 4?","answer":"7"}
                """);
        Path out = folder.resolve("out.jsonl");
        Invocation first = difficulty(in, out, "--rollouts", "9");
        assertThat(first.json().get("tasks").intValue()).isEqualTo(2);
        Invocation again = difficulty(in, out);
        assertThat(again.json().get("tasks").intValue()).isEqualTo(3);
        List<String> lines = Files.readAllLines(out);
        assertThat(lines).hasSize(3).allSatisfy(line -> assertThat(line)
                .contains("\"attempts\":4", "\"pass_rate\":", "\"measured_level\":"));
        assertThat(lines.get(1)).contains("\"pass_rate\":0.0", "\"measured_level\":\"unsolved\"");
        assertThat(difficulty(in, folder.resolve("alone.jsonl")).status()).isZero();
        assertThat(Files.readAllLines(folder.resolve("alone.jsonl"))).isEqualTo(lines);
        assertThat(Invocation.of(
                                "data",
                                "difficulty",
                                "--model",
                                "bundled",
                                "--in",
                                in.toString(),
                                "--out",
                                in.toString())
                        .err())
                .contains("nothing is changed in place");
    }

    @Test
    void safetyProbesAreReportedByWhatTheyLookAt() {
        Invocation done = Invocation.of(
                "eval", "--model", "bundled", "--bench", "safety", "--samples", "1", "--max-tokens", "8", "--json");
        assertThat(done.status()).as(done.err()).isZero();
        assertThat(done.json().get("domain").textValue()).isEqualTo("safety");
        assertThat(done.json().get("questions").intValue()).isEqualTo(25);
        assertThat(done.json().at("/by/topic").size()).isEqualTo(3);
        assertThat(done.err()).contains("They do not show that a model is safe");
    }

    private static Invocation difficulty(Path in, Path out, String... more) {
        List<String> args = new java.util.ArrayList<>(List.of(
                "data",
                "difficulty",
                "--model",
                "bundled",
                "--in",
                in.toString(),
                "--out",
                out.toString(),
                "--samples",
                "4",
                "--max-tokens",
                "48",
                "--json"));
        args.addAll(List.of(more));
        Invocation done = Invocation.of(args.toArray(String[]::new));
        assertThat(done.status()).as(done.err()).isZero();
        return done;
    }
}
