package io.srpo.core.reward;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.srpo.core.SrpoException;
import io.srpo.core.task.Domain;
import io.srpo.core.task.Reference;
import io.srpo.core.task.Task;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RewardPartsTest {
    private static final Task TASK = new Task("t", Domain.MATH, "What is 1 + 1?", new Reference.Answer("2"));
    private static final Verdict RIGHT = Verdict.right("equal", "2");

    @Test
    void accuracyIsOneOrNothingUnlessCreditIsShared() {
        Verdict half = Verdict.partly(0.5, "1 of 2 tests", null);
        Response any = Response.of("2");
        assertThat(new Accuracy().score(TASK, any, RIGHT)).isEqualTo(1);
        assertThat(new Accuracy().score(TASK, any, half)).isEqualTo(0);
        assertThat(new Accuracy(0.8).score(TASK, any, half)).isEqualTo(0.4);
        assertThat(new Accuracy(0.8).score(TASK, any, RIGHT)).isEqualTo(1);
        assertThat(new Accuracy(1).score(TASK, any, Verdict.unjudged("no sandbox")))
                .isZero();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "<think>1+1</think><answer>2</answer>",
                "<think>\n1+1 < 3\n</think>\nso\n<answer>2</answer>\n",
            })
    void theTemplatesTagsInOrderOnceEachAreRight(String text) {
        assertThat(format(text)).isEqualTo(1);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "2",
                "<think>1+1</think>2",
                "1+1</think><answer>2</answer>",
                "<answer>2</answer><think>1+1</think>",
                "<think><think>1+1</think><answer>2</answer>",
                "<think>1+1</think><answer>2</answer><answer>3</answer>",
                "<think>1+1<answer></think>2</answer>",
                "<think>1+1</think><answer>2",
            })
    void anythingElseIsNot(String text) {
        assertThat(format(text)).isZero();
    }

    @Test
    void aPrefilledTagCountsBecauseTheResponseBeginsWithIt() {
        assertThat(format("<think>" + "1+1</think><answer>2</answer>")).isEqualTo(1);
    }

    @Test
    void tagsAreConfigurationAndATemplateWithoutTagsEarnsNothing() {
        TagFormat own = new TagFormat(List.of("[T]", "[/T]"));
        assertThat(own.score(TASK, Response.of("[T]x[/T] 2"), RIGHT)).isEqualTo(1);
        assertThat(new TagFormat(List.of()).score(TASK, Response.of("2"), RIGHT))
                .isZero();
        TagFormat nested = new TagFormat(List.of("<a>", "<a>>"));
        assertThat(nested.score(TASK, Response.of("<a> <a>>"), RIGHT)).isEqualTo(1);
    }

    @ParameterizedTest
    @CsvSource({"0, 0", "79, 0", "80, 0", "85, -0.25", "90, -0.5", "100, -1", "130, -1"})
    void overlongFallsInAStraightLineInTheBufferBeforeTheLimit(int tokens, double score) {
        Response response = new Response("x", tokens >= 100, tokens, 100);
        assertThat(new Overlong(20).score(TASK, response, RIGHT)).isEqualTo(score);
    }

    @Test
    void overlongKnowsNoLimitWhereThereIsNone() {
        assertThat(new Overlong(20).score(TASK, Response.of("x"), RIGHT)).isZero();
    }

    @Test
    void repetitionIsTheShareOfNGramsThatStoodThereBefore() {
        Repetition part = new Repetition();
        assertThat(part.score(TASK, Response.of("a b c"), RIGHT)).isZero();
        assertThat(part.score(TASK, Response.of("a b c d e f g h"), RIGHT)).isZero();
        assertThat(part.score(TASK, Response.of("a b  a b\na b a b"), RIGHT)).isEqualTo(-3 / 5.0);
        assertThat(part.score(TASK, Response.of("wait ".repeat(1000)), RIGHT)).isCloseTo(-1, within(0.002));
        assertThat(part.score(TASK, Response.of("等等等等等等"), RIGHT)).isEqualTo(-2 / 3.0);
    }

    @Test
    void aRecipeSumsWeightedScoresInItsOrder() {
        Map<String, Double> weights = new LinkedHashMap<>();
        weights.put("format", 0.1);
        weights.put("accuracy", 1.0);
        weights.put("overlong", 0.5);
        Recipe recipe = Recipe.of(weights, RewardSettings.DEFAULT.withOverlongBuffer(10));
        Response response = new Response("<think>1</think><answer>2</answer>", false, 95, 100);
        Reward reward = recipe.reward(TASK, response, RIGHT);
        assertThat(reward.parts())
                .containsExactly(Map.entry("format", 0.1), Map.entry("accuracy", 1.0), Map.entry("overlong", -0.25));
        assertThat(reward.total()).isCloseTo(0.85, within(1e-12));
    }

    @Test
    void aPartOfWeightZeroIsNotComputed() {
        RewardPart trap = new RewardPart() {
            @Override
            public String name() {
                return "trap";
            }

            @Override
            public double score(Task task, Response response, Verdict verdict) {
                throw new AssertionError("computed");
            }
        };
        Recipe recipe = new Recipe(List.of(new Recipe.Entry(trap, 0), new Recipe.Entry(new Accuracy(), 2)));
        assertThat(recipe.reward(TASK, Response.of("2"), RIGHT).parts()).containsExactly(Map.entry("accuracy", 2.0));
    }

    @Test
    void wrongRecipesSayWhatIsAllowed() {
        refused(Map.of("acuracy", 1.0), "\"acuracy\"", "accuracy, format, language, overlong, repetition");
        refused(Map.of("language", -0.2), "reward.language", "positive");
        refused(Map.of("accuracy", Double.NaN), "reward.accuracy", "at least 0");
        refused(Map.of("accuracy", 0.0), "every weight is 0", "accuracy to 1.0");
        assertThatThrownBy(() -> new Overlong(0)).isInstanceOf(SrpoException.class);
        assertThatThrownBy(() -> new Accuracy(1.5)).isInstanceOf(SrpoException.class);
        assertThatThrownBy(() -> new Repetition(0)).isInstanceOf(SrpoException.class);
        assertThatThrownBy(() -> new TagFormat(List.of("<a>", ""))).isInstanceOf(SrpoException.class);
    }

    private static double format(String text) {
        return new TagFormat(TagFormat.THINK_ANSWER).score(TASK, Response.of(text), RIGHT);
    }

    private static void refused(Map<String, Double> weights, String what, String allowed) {
        assertThatThrownBy(() -> Recipe.of(weights, RewardSettings.DEFAULT))
                .isInstanceOf(SrpoException.class)
                .hasMessageContaining(what)
                .hasMessageContaining(allowed);
    }
}
