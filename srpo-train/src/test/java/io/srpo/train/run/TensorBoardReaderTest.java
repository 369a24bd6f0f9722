package io.srpo.train.run;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Our event file through TensorBoard's own reader. Its Python is named by {@code -Dsrpo.tensorboard=PYTHON}, {@code python3} without it; left out where that one has
 * no tensorboard ({@code pip install tensorboard}).
 */
@Tag("peer")
class TensorBoardReaderTest {
    private static final String READ = """
            import json, sys
            from tensorboard.backend.event_processing.event_accumulator import EventAccumulator
            events = EventAccumulator(sys.argv[1]); events.Reload()
            print(json.dumps({tag: [[e.step, e.value, e.wall_time] for e in events.Scalars(tag)] for tag in events.Tags()["scalars"]}))
            """;

    @TempDir
    Path folder;

    @Test
    void tensorBoardReadsEveryNumberOfEveryStep() throws IOException, InterruptedException {
        String python = System.getProperty("srpo.tensorboard", "python3");
        Assumptions.assumeTrue(run(python, "import tensorboard", "") == 0, "no tensorboard for " + python);
        MetricsLog log = new MetricsLog(folder.resolve("metrics.jsonl"), new TensorBoardLog(folder));
        for (long step = 1; step <= 300; step++) {
            Map<String, Object> line = new LinkedHashMap<>();
            line.put("step", step);
            line.put("stage", "math");
            line.put("pass@1/math", 1 - 1.0 / step);
            line.put("update/loss", -1e-9 * step);
            line.put("time/step", 0.5);
            log.append(line);
        }
        // As a resume does it.
        log.keep(line -> ((Number) line.get("step")).longValue() <= 200);

        assertThat(run(python, READ, folder.toString())).isZero();
        JsonNode read = new ObjectMapper().readTree(folder.resolve("out.json").toFile());
        assertThat(read.fieldNames()).toIterable().containsExactlyInAnyOrder("pass@1/math", "update/loss", "time/step");
        for (int step = 1; step <= 200; step++) {
            JsonNode event = read.get("pass@1/math").get(step - 1);
            assertThat(event.get(0).asLong()).isEqualTo(step);
            assertThat(event.get(1).asDouble()).isEqualTo((float) (1 - 1.0 / step));
            assertThat(event.get(2).asDouble()).isEqualTo(0.5 * step);
        }
        assertThat(read.get("update/loss")).hasSize(200);
    }

    private int run(String python, String program, String argument) throws IOException, InterruptedException {
        try {
            return new ProcessBuilder(python, "-c", program, argument)
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .redirectOutput(
                            Files.createDirectories(folder).resolve("out.json").toFile())
                    .start()
                    .waitFor();
        } catch (IOException noSuchProgram) {
            return 1;
        }
    }
}
