package io.srpo.cli.data;

import static org.assertj.core.api.Assertions.assertThat;

import io.srpo.cli.Invocation;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class GenerateTest {
    @TempDir
    Path folder;

    @Test
    void problemsAreWrittenAndSaidInJson() throws IOException {
        Path file = folder.resolve("math.jsonl");
        Invocation done = Invocation.of(
                "data", "generate", "--domain", "math", "--count", "5", "--out", file.toString(), "--json");

        assertThat(done.status()).isZero();
        assertThat(done.json().get("lines").intValue()).isEqualTo(5);
        assertThat(Files.readAllLines(file)).hasSize(5).allMatch(line -> line.contains("\"answer\""));
    }

    @Test
    void anUnknownWordIsBadUsage() {
        Invocation wrong = Invocation.of("data", "generate", "--level", "wild", "--count", "1", "--out", "x.jsonl");

        assertThat(wrong.status()).isEqualTo(2);
        assertThat(wrong.err()).contains("wild");
    }
}
