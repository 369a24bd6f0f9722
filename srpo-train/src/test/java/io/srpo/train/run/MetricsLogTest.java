package io.srpo.train.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MetricsLogTest {
    @TempDir
    Path folder;

    @Test
    void linesOfLaterStepsAreCutAndALineBrokenByACrashIsPassedOver() throws IOException {
        Path file = folder.resolve("metrics.jsonl");
        MetricsLog log = new MetricsLog(file);
        for (int step = 1; step <= 4; step++) {
            log.append(Map.of("step", step, "loss", 0.5 / step));
        }
        Files.writeString(file, "{\"step\":5,\"lo", StandardOpenOption.APPEND);
        assertThat(log.read()).hasSize(4);
        log.keep(line -> ((Number) line.get("step")).longValue() <= 2);
        assertThat(log.read()).extracting(line -> line.get("step")).containsExactly(1, 2);
        log.append(Map.of("step", 3));
        assertThat(log.read()).hasSize(3);
    }

    @Test
    void aNumberThatJsonCannotHoldIsLeftOut() {
        MetricsLog log = new MetricsLog(folder.resolve("metrics.jsonl"));
        log.append(Map.of("step", 1, "entropy", Double.NaN));
        assertThat(log.read().get(0)).containsOnlyKeys("step");
    }
}
