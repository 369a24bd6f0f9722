package io.srpo.train.loop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.srpo.core.SrpoException;
import io.srpo.core.task.Task;
import io.srpo.train.config.RunConfig;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RunPlanTest {
    @TempDir
    Path folder;

    @BeforeEach
    void tenTasks() throws IOException {
        Files.writeString(
                folder.resolve("math.jsonl"),
                IntStream.range(0, 10)
                        .mapToObj(i ->
                                "{\"id\":\"t" + i + "\",\"question\":\"" + i + "+1\",\"answer\":\"" + (i + 1) + "\"}\n")
                        .collect(Collectors.joining()));
    }

    @Test
    void oneFileIsCutIntoTrainingAndHeldOutTasks() throws IOException {
        RunPlan plan = plan("limit: 6", "skip: 6, limit: 3");

        assertThat(plan.data().get(0).taskIds()).containsExactly("t0", "t1", "t2", "t3", "t4", "t5");
        assertThat(plan.evaluations().get(0).tasks()).extracting(Task::id).containsExactly("t6", "t7", "t8");
    }

    @Test
    void aShuffledFileIsCutIntoTwoPartsThatShareNothingInAnOrderThatTheSeedFixes() throws IOException {
        RunPlan plan = plan("shuffle: 7, limit: 6", "shuffle: 7, skip: 6");
        List<String> trained = plan.data().get(0).taskIds();
        List<String> held =
                plan.evaluations().get(0).tasks().stream().map(Task::id).toList();

        assertThat(trained).hasSize(6).isNotEqualTo(List.of("t0", "t1", "t2", "t3", "t4", "t5"));
        assertThat(held).hasSize(4).doesNotContainAnyElementsOf(trained);
        assertThat(plan("shuffle: 7, limit: 6", "limit: 1").data().get(0).taskIds())
                .isEqualTo(trained);
        assertThat(plan("shuffle: 8, limit: 6", "limit: 1").data().get(0).taskIds())
                .isNotEqualTo(trained);
    }

    @Test
    void tasksPassedOverAtTheBeginningAreNotTrainedOn() throws IOException {
        assertThat(plan("skip: 8", "limit: 1").data().get(0).taskIds()).containsExactly("t8", "t9");
        assertThat(plan("skip: 8, limit: 2147483647", "limit: 1").data().get(0).taskIds())
                .hasSize(2);
    }

    @Test
    void passingOverEveryTaskIsBadInput() {
        assertThatThrownBy(() -> plan("skip: 10", "limit: 1"))
                .isInstanceOf(SrpoException.class)
                .hasMessageContaining("math.jsonl has 10 tasks, and skip: 10 passes over all");
    }

    private RunPlan plan(String training, String heldOut) throws IOException {
        Path file = Files.writeString(folder.resolve("run.yaml"), """
                model: {path: bundled}
                stages:
                  - name: one
                    data: [{domain: math, file: math.jsonl, %s}]
                    until: {steps: 3}
                evaluation: {sets: [{file: math.jsonl, domain: math, %s}]}
                """.formatted(training, heldOut));
        return RunPlan.of(RunConfig.load(file, List.of()));
    }
}
