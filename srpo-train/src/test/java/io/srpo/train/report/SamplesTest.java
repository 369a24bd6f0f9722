package io.srpo.train.report;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.srpo.data.ledger.Ledger;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Base64;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SamplesTest {
    @TempDir
    Path folder;

    @Test
    void everyAnswerIsInThePageWholeAndAtItsPlace() throws IOException {
        try (FakeRun run = FakeRun.whole(folder, 12, 10)) {
            Samples samples = Samples.of(run.ledger().read());
            JsonNode index = unpacked(samples.index());
            assertThat(samples.rollouts()).isEqualTo(run.ledger().read().rollouts());
            assertThat(samples.longest()).isEqualTo(20_000);
            int n = 0;
            for (long step = 1; step <= 22; step++) {
                for (var row : run.ledger().read().rolloutsOfStep(step)) {
                    assertThat(index.get("step").get(n).asLong()).isEqualTo(step);
                    assertThat(index.get("tasks")
                                    .get(index.get("task").get(n).asInt())
                                    .get(0)
                                    .asText())
                            .isEqualTo(row.taskId());
                    assertThat(index.get("outcomes")
                                    .get(index.get("outcome").get(n).asInt())
                                    .asText())
                            .isEqualTo(row.verdict().right() ? "right" : "wrong");
                    assertThat(index.get("parts").get("format").get(n).asDouble())
                            .isEqualTo(row.reward().parts().get("format"));
                    assertThat(unpacked(samples.texts().get(n / samples.page()))
                                    .get(n % samples.page())
                                    .asText())
                            .isEqualTo(row.rollout().text());
                    n++;
                }
            }
            assertThat(n).isEqualTo(samples.rollouts());
        }
    }

    @Test
    void moreThanAPageCanHoldIsCutAndNoAnswerIsLeftOut() {
        try (Ledger ledger = Ledger.open(folder.resolve("ledger.duckdb"))) {
            ManyAnswers.write(ledger, 40_000);
            Samples samples = Samples.of(ledger.read());
            assertThat(samples.rollouts()).isEqualTo(40_000);
            assertThat(samples.longest()).isBetween(100, 2_000);
            assertThat(samples.texts().stream().mapToLong(String::length).sum()).isLessThan(11_000_000);
        }
    }

    private static JsonNode unpacked(String part) throws IOException {
        byte[] bytes = Base64.getDecoder().decode(part);
        try (GZIPInputStream in = new GZIPInputStream(new ByteArrayInputStream(bytes))) {
            return new ObjectMapper().readTree(in.readAllBytes());
        }
    }
}
