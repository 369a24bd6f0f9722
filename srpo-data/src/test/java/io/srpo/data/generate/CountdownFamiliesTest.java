package io.srpo.data.generate;

import static org.assertj.core.api.Assertions.assertThat;

import io.srpo.core.rollout.RandomStream;
import io.srpo.core.task.Reference;
import io.srpo.data.read.TaskFiles;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CountdownFamiliesTest {
    @TempDir
    Path folder;

    @Property(tries = 500)
    void everyGameIsReachedStepByStepFromItsNumbers(@ForAll Level level, @ForAll long seed) {
        CountdownDraft draft = CountdownFamilies.draw(level, RandomStream.of(seed, 0, "test", 0));
        long value = draft.steps().get(0).left();
        List<Long> left = new java.util.ArrayList<>(draft.numbers());
        assertThat(left.remove(Long.valueOf(value))).isTrue();
        for (CountdownDraft.Step step : draft.steps()) {
            assertThat(step.left()).isEqualTo(value);
            assertThat(left.remove(Long.valueOf(step.right()))).isTrue();
            assertThat(step.value())
                    .isEqualTo(
                            switch (step.operator()) {
                                case '+' -> value + step.right();
                                case '-' -> value - step.right();
                                case '*' -> value * step.right();
                                default -> value / step.right();
                            });
            value = step.value();
            assertThat(value).isPositive();
        }
        assertThat(value).isEqualTo(draft.target());
        assertThat(draft.numbers()).doesNotContain(draft.target());
    }

    @Test
    void writtenGamesAreReadBackAndTheSplitsShareNone() {
        List<GeneratedProblem> train =
                new GeneratedProblems(7).tasks(GeneratedProblems.COUNTDOWN, List.of(Level.values()), Split.TRAIN, 300);
        List<GeneratedProblem> heldOut = new GeneratedProblems(8)
                .tasks(GeneratedProblems.COUNTDOWN, List.of(Level.values()), Split.HELD_OUT, 60);
        Path file = folder.resolve("countdown.jsonl");
        GeneratedFiles.writeTasks(file, train);

        assertThat(TaskFiles.read(file, null, Map.of())).hasSize(300).first().satisfies(task -> {
            assertThat(task.domain()).isEqualTo(GeneratedProblems.COUNTDOWN);
            assertThat(task.id()).isEqualTo(train.get(0).task().id());
            assertThat(task.reference()).isEqualTo(train.get(0).task().reference());
        });
        assertThat(TaskFiles.read(file, GeneratedProblems.COUNTDOWN, Map.of())).hasSize(300);
        assertThat(heldOut)
                .extracting(GeneratedProblem::canonical)
                .doesNotContainAnyElementsOf(
                        train.stream().map(GeneratedProblem::canonical).toList());
    }

    @Test
    void publishedGamesWithoutAQuestionAreAsked() throws java.io.IOException {
        Path file = java.nio.file.Files.writeString(
                folder.resolve("published.jsonl"), "{\"target\": 98, \"nums\": [44, 19, 35]}\n");
        assertThat(TaskFiles.read(file, null, Map.of())).singleElement().satisfies(task -> {
            assertThat(task.question())
                    .isEqualTo(
                            "Use the numbers 44, 19, 35 to make 98. Each may be used at most once, with + - * / and brackets.");
            assertThat(task.reference()).isEqualTo(new Reference.Custom("{\"numbers\":[44,19,35],\"target\":98}"));
        });
    }

    @Test
    void answersAreWrittenInEveryStyle() {
        GeneratedProblems problems = new GeneratedProblems(7);
        for (long n = 0; n < 50; n++) {
            GeneratedProblem problem = problems.draw(GeneratedProblems.COUNTDOWN, Level.MEDIUM, n);
            RandomStream random = RandomStream.of(1, n, "styles", 0);
            Attempt careful = problem.author().write(Style.CAREFUL, 0, random);
            Attempt slip = problem.author().write(Style.SLIP, 0, random);
            assertThat(careful.right()).isTrue();
            assertThat(careful.think()).contains(" = ");
            assertThat(slip.right()).isFalse();
            assertThat(slip.answer()).isNotEqualTo(careful.answer());
        }
    }
}
