package io.srpo.train.evaluate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.srpo.core.SrpoException;
import io.srpo.core.reward.Verdict;
import io.srpo.core.task.Domain;
import io.srpo.core.task.Reference;
import io.srpo.core.task.Task;
import io.srpo.data.curate.Contamination;
import io.srpo.data.ledger.EvaluationRow;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class FiguresTest {
    @Test
    void variantsCountWhenAllOfThemAreRight() {
        List<EvaluationRow> rows = new ArrayList<>();
        rows.addAll(answers("a_0", "rrrr"));
        rows.addAll(answers("a_1", "rrww"));
        rows.addAll(answers("b_0", "rrrr"));
        rows.addAll(answers("b_1", "rrrr"));
        Figures figures = Figures.of(
                List.of(task("a_0", "easy"), task("a_1", "hard"), task("b_0", "easy"), task("b_1", "hard")), rows);
        assertThat(figures.strict()).isCloseTo(0.75, within(1e-12));
        assertThat(figures.by().get("level").get("hard").passAt1()).isEqualTo(0.75);
        assertThat(figures.by().get("level").get("easy").interval().high()).isEqualTo(1);
        assertThat(figures.majAtK()).containsOnlyKeys(4);
        assertThat(Figures.of(List.of(), answers("plain", "rw")).strict()).isNull();
    }

    @Test
    void whatIsNotJudgedIsLeftOutAndMissingAnswersAreCounted() {
        List<EvaluationRow> rows = new ArrayList<>(answers("a", "ru"));
        rows.addAll(answers("b", "n"));
        Figures figures = Figures.of(List.of(), rows);
        assertThat(figures.noAnswer()).isCloseTo(2 / 3.0, within(1e-12));
        Against against = Against.of(answers("a", "w"), rows);
        assertThat(against.paired().difference()).isEqualTo(1);
        assertThat(against.gained()).containsExactly("a");
        assertThatThrownBy(() -> Against.of(answers("x", "r"), rows))
                .isInstanceOf(SrpoException.class)
                .hasMessageContaining("share no question");
    }

    @Test
    void thePageShowsBothAnswersAndNoMarkupOfTheirs() {
        List<EvaluationRow> there = answers("a", "w");
        List<EvaluationRow> here = answers("a", "r");
        Figures none = Figures.of(List.of(task("a", "easy")), there);
        Figures after = Figures.of(List.of(task("a", "easy")), here);
        ComparisonPage.Side first = new ComparisonPage.Side("before", there, none);
        ComparisonPage.Side second = new ComparisonPage.Side("after", here, after);
        String page = ComparisonPage.of(Against.of(there, here), first, second, null);
        assertThat(page)
                .contains("after against before", "+100.0 points on 1 questions", "<h2>Gained: 1</h2>")
                .contains("Strong and weak by level", "right before 0 of 1, now 1 of 1", "was not looked at")
                .contains("&lt;script&gt;alert(1)&lt;/script&gt; w")
                .doesNotContain("<script");

        Overlap overlap = new Overlap(
                Map.of("a", new Contamination.Match("train.jsonl", "t1", "the same question", "13 words in a row")),
                0,
                1,
                Double.NaN);
        assertThat(ComparisonPage.of(Against.of(there, here), first, second, overlap))
                .contains("Contamination: 1 of 1 questions", "[overlaps the training data]");
    }

    @Test
    void protocolsAreFoundHoweverTheirNamesAreSpelt() {
        assertThat(Protocol.named("MATH500"))
                .isEqualTo(Protocol.named("math-500"))
                .isNotNull();
        assertThat(Protocol.named("no-such")).isNull();
        assertThat(Protocol.names())
                .allSatisfy(name -> assertThat(Protocol.named(name)).isNotNull());
    }

    /** r right, w wrong, n wrong without an answer, u unjudged. */
    private static List<EvaluationRow> answers(String id, String outcomes) {
        List<EvaluationRow> rows = new ArrayList<>();
        for (int i = 0; i < outcomes.length(); i++) {
            Verdict verdict =
                    switch (outcomes.charAt(i)) {
                        case 'r' -> Verdict.right("equal", "1");
                        case 'w' -> Verdict.wrong("not equal", "2");
                        case 'n' -> Verdict.wrong("no answer found", null);
                        default -> Verdict.unjudged("no sandbox");
                    };
            String response = "<script>alert(1)</script> " + outcomes.charAt(i);
            rows.add(new EvaluationRow(0, "set", "math", id, i, "q " + id, response, 3, false, verdict));
        }
        return rows;
    }

    private static Task task(String id, String level) {
        return new Task(id, Domain.MATH, "q " + id, new Reference.Answer("1"), Map.of("level", level));
    }
}
