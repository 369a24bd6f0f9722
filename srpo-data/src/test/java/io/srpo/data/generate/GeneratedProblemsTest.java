package io.srpo.data.generate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.srpo.core.SrpoException;
import io.srpo.core.rollout.RandomStream;
import io.srpo.core.task.Domain;
import io.srpo.core.task.Reference;
import io.srpo.core.task.Task;
import io.srpo.core.task.Tests;
import io.srpo.data.read.TaskFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class GeneratedProblemsTest {
    private static final List<Level> LEVELS = List.of(Level.values());

    @TempDir
    Path folder;

    @Property(tries = 200)
    void carefulWorkIsTrueAndSlipsAreNot(
            @ForAll Level level, @ForAll @IntRange(max = 100_000) int n, @ForAll long seed) {
        GeneratedProblem problem = new GeneratedProblems(seed).draw(Domain.MATH, level, n);
        String gold = ((Reference.Answer) problem.task().reference()).gold();
        RandomStream random = RandomStream.of(seed, n, "test", 0);

        Attempt careful = problem.author().write(Style.CAREFUL, 0, random);
        assertThat(careful.right()).isTrue();
        assertThat(careful.answer()).isEqualTo(gold);
        assertThat(falseEquations(careful.think())).isZero();
        assertThat(careful.think()).endsWith("=" + gold);

        Attempt slip = problem.author().write(Style.SLIP, 0, random);
        assertThat(slip.right()).isFalse();
        assertThat(slip.answer()).isNotEqualTo(gold);
        assertThat(falseEquations(slip.think())).as(slip.think()).isEqualTo(1);
        assertThat(slip.think()).endsWith("=" + slip.answer());

        assertThat(problem.author().write(Style.HASTY, 0, random).answer()).isNotEqualTo(gold);
        assertThat(problem.author().write(Style.HASTY, 1, random).answer()).isEqualTo(gold);
    }

    /** The gold answer of an expression, worked out a second way. */
    @Property(tries = 300)
    void goldAnswersOfExpressionsAreRight(@ForAll Level level, @ForAll @IntRange(max = 100_000) int n) {
        GeneratedProblem problem = new GeneratedProblems(11).draw(Domain.MATH, level, n);
        String text = problem.canonical().replaceFirst("^math ([a-z-]+: )?", "");

        assertThat(((Reference.Answer) problem.task().reference()).gold()).isEqualTo(String.valueOf(value(text)));
    }

    @Property(tries = 200)
    void testsPassTheRightBodyAndCatchEveryBug(
            @ForAll Level level, @ForAll @IntRange(max = 100_000) int n, @ForAll long seed) {
        FunctionDraft draft = FunctionFamilies.draw(level, RandomStream.of(seed, n, "draft", 0));
        Tests.Call tests = draft.tests(RandomStream.of(seed, n, "tests", 0));

        assertThat(tests.cases()).hasSizeGreaterThanOrEqualTo(3);
        assertThat(draft.signature()).startsWith(tests.entry() + "(");
        assertThat(FunctionDraft.passes(draft.right(), tests.cases())).isTrue();
        assertThat(FunctionDraft.passes(draft.right().withoutReturn(), tests.cases()))
                .isFalse();
        assertThat(draft.bugs()).isNotEmpty().allSatisfy(bug -> assertThat(FunctionDraft.passes(bug, tests.cases()))
                .as("%s: %s", draft.question(), bug.source())
                .isFalse());
    }

    @Test
    void theSameSeedGivesTheSameBytesAndAnotherSeedOthers() throws IOException {
        String first = write(Generation.Kind.TASKS, 7) + write(Generation.Kind.SFT, 7);

        assertThat(write(Generation.Kind.TASKS, 7) + write(Generation.Kind.SFT, 7))
                .isEqualTo(first);
        assertThat(write(Generation.Kind.TASKS, 8)).isNotEqualTo(write(Generation.Kind.TASKS, 7));
        assertThat(write(Generation.Kind.SFT, 8)).isNotEqualTo(write(Generation.Kind.SFT, 7));
    }

    @Test
    void writtenTasksAreReadBackAsTheyWere() {
        Path file = folder.resolve("tasks.jsonl");
        List<GeneratedProblem> problems = new GeneratedProblems(7).tasks(Domain.CODE, LEVELS, Split.HELD_OUT, 60);
        GeneratedFiles.writeTasks(file, problems);

        List<Task> read = TaskFiles.read(file, null, Map.of());

        assertThat(read)
                .extracting(Task::id)
                .containsExactlyElementsOf(
                        problems.stream().map(p -> p.task().id()).toList());
        assertThat(read)
                .extracting(Task::reference)
                .containsExactlyElementsOf(
                        problems.stream().map(p -> p.task().reference()).toList());
        assertThat(read).allSatisfy(t -> assertThat(t.labels()).containsKey("level"));
    }

    @Test
    void stylesComeInTheirShares() {
        List<SupervisedExample> examples = new SupervisedText(7, new Styles(0.2, 0.3, 0.5, 0.1))
                .examples(List.of(Domain.MATH, Domain.CODE), LEVELS, 3000);

        assertThat(share(examples, Style.CAREFUL)).isBetween(0.18, 0.22);
        assertThat(share(examples, Style.SLIP)).isBetween(0.28, 0.32);
        assertThat(share(examples, Style.HASTY)).isBetween(0.48, 0.52);
        assertThat(examples.stream().filter(e -> e.prompt().contains("Python"))).hasSize(1500);
    }

    @Test
    void promptsEndInsideTheThinkTagAndCompletionsCloseIt() {
        assertThat(new SupervisedText(7, Styles.DEFAULT).examples(List.of(Domain.MATH), LEVELS, 200))
                .allSatisfy(e -> {
                    assertThat(e.prompt()).matches("Question: [^\n]+\n<think>");
                    assertThat(e.completion()).matches("[^<]*</think><answer>\\d+</answer>");
                });
    }

    @Test
    void askingForMoreThanThereIsSaysHowManyThereAre() {
        assertThatThrownBy(() -> new GeneratedProblems(7).tasks(Domain.MATH, List.of(Level.EASY), Split.TRAIN, 5000))
                .isInstanceOf(SrpoException.class)
                .hasMessageContaining("distinct math problems");
        assertThat(new GeneratedProblems(7).tasks(Domain.MATH, LEVELS, Split.TRAIN, 2000))
                .as("other levels go on when one is used up")
                .hasSize(2000);
        assertThatThrownBy(() -> Level.of("simple")).hasMessageContaining("use easy, medium or hard");
        assertThatThrownBy(() -> new Styles(0.5, 0.5, 0.5, 0)).hasMessageContaining("must sum to 1");
    }

    private String write(Generation.Kind kind, long seed) throws IOException {
        Path file = folder.resolve("out/file.jsonl");
        List<Domain> both = List.of(Domain.MATH, Domain.CODE);
        new Generation(kind, both, LEVELS, Split.TRAIN, 201, seed, Styles.DEFAULT, file).write();
        String text = Files.readString(file);
        assertThat(text.lines()).hasSize(201);
        return text;
    }

    private static double share(List<SupervisedExample> examples, Style style) {
        return examples.stream().filter(e -> e.style() == style).count() / (double) examples.size();
    }

    private static int falseEquations(String think) {
        int wrong = 0;
        for (String equation : think.split(", ")) {
            String[] sides = equation.split("=");
            wrong += value(sides[0]) == Integer.parseInt(sides[1]) ? 0 : 1;
        }
        return wrong;
    }

    /** An evaluator of its own: innermost brackets first, then products, then the rest from the left. */
    private static int value(String expression) {
        String text = expression.replace(" ", "");
        if (text.startsWith("(")) {
            int end = text.indexOf(')');
            return value(value(text.substring(1, end)) + text.substring(end + 1));
        }
        int at = Math.max(text.lastIndexOf('+'), text.lastIndexOf('-'));
        if (at <= 0) {
            int product = 1;
            for (String factor : text.split("\\*")) {
                product *= Integer.parseInt(factor);
            }
            return product;
        }
        int left = value(text.substring(0, at));
        int right = value(text.substring(at + 1));
        return text.charAt(at) == '+' ? left + right : left - right;
    }
}
