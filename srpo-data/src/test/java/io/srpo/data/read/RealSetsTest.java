package io.srpo.data.read;

import static org.assertj.core.api.Assertions.assertThat;

import io.srpo.core.task.Reference;
import io.srpo.core.task.Task;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Published sets, read by path: every row of each becomes a task. */
@Tag("real")
class RealSetsTest {
    @ParameterizedTest
    @CsvSource({
        "math/mawps-singleop, 562, math", "math/mawps-addsub, 395, math", "math/mawps-singleeq, 508, math",
        "math/mawps-multiarith, 600, math", "math/svamp, 1000, math", "math/gsm8k-train, 7473, math",
        "math/hendrycks-math-4500, 4500, math", "math/deepmath-5k, 4994, math", "code/mbpp-511-974, 464, code",
        "code/mbjp-java-601-974, 371, code", "code/code-contests-20, 20, code", "formats/humaneval-2, 2, code",
        "formats/livecodebench-3, 3, code", "formats/math500-2, 2, math", "formats/aime24-2, 2, math",
        "formats/varmath-2, 2, math"
    })
    void everyRowBecomesATask(String set, int rows, String domain) {
        Path file = Path.of(System.getProperty("srpo.shared", "../../shared")).resolve("data/" + set + ".jsonl");
        assertThat(Files.exists(file)).as("%s", file).isTrue();

        List<Task> tasks = TaskFiles.read(file, null, Map.of());

        assertThat(tasks).hasSize(rows).allSatisfy(task -> {
            assertThat(task.domain().name()).isEqualTo(domain);
            if (task.reference() instanceof Reference.Answer answer) {
                assertThat(answer.gold()).isNotBlank().doesNotEndWith(".0");
            }
        });
    }
}
