package io.srpo.core.reward;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.srpo.core.task.Domain;
import io.srpo.core.task.Reference;
import io.srpo.core.task.Task;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LanguageMixingTest {
    private static final String ENGLISH = "How many apples are left?";

    @Test
    void theShareOfLettersOutsideTheQuestionsScriptIsThePenalty() {
        assertThat(score(ENGLISH, "There are five left.")).isZero();
        assertThat(score(ENGLISH, "five 苹果")).isCloseTo(-2 / 6.0, within(1e-12));
        assertThat(score(ENGLISH, "五个苹果")).isEqualTo(-1);
        assertThat(score(ENGLISH, "пять is it")).isEqualTo(-0.5);
        assertThat(score(ENGLISH, "12 + 30 = 42")).isZero();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "five `苹果` left",
                "five\n```python\n苹果 = 5 # комментарий\n```\nleft",
                "five\n```python\n苹果 = 5 # cut here",
                "five $\\text{苹果} = 5$ left",
                "five \\(苹果\\) left \\[五\\] and $$五\n五$$",
                "five \\boxed{苹果}",
                "let θ and π be angles",
                "<think>five</think>"
            })
    void codeAndFormulasAreNotLookedAt(String text) {
        assertThat(score(ENGLISH, text)).isZero();
    }

    @Test
    void twoPricesAreNoFormula() {
        assertThat(score(ENGLISH, "it costs $5\n苹果苹果苹果苹果苹果\nand $6")).isLessThan(-0.4);
        assertThat(score(ENGLISH, "a stray ` hides 苹果 nothing")).isLessThan(0);
    }

    @Test
    void aChineseQuestionKeepsItsVariablesAndItsOwnWords() {
        String question = "三角形ABC的面积是多少?";
        assertThat(score(question, "<think>设x为三角形ABC的高</think><answer>12</answer>"))
                .isZero();
        assertThat(score(question, "设 height 为高")).isCloseTo(-6 / 9.0, within(1e-12));
        assertThat(score(question, "面積はいくつ")).isLessThan(-0.5);
    }

    @Test
    void japaneseIsThreeScripts() {
        String question = "りんごはいくつ残っていますか";
        assertThat(score(question, "リンゴが五個残っています。")).isZero();
        assertThat(score(question, "five apples")).isEqualTo(-1);
    }

    @Test
    void aQuestionWithoutLettersAsksForNoScript() {
        assertThat(score("3 + 4 = ?", "семь")).isZero();
    }

    @Test
    void theJudgedCodeOfACodeTaskIsNotLanguage() {
        Task task = new Task("t", Domain.CODE, "请写一个函数", new Reference.Custom(""));
        String code = "def add(first, second): return first";
        Verdict verdict = Verdict.wrong("failed", code);
        assertThat(new LanguageMixing().score(task, Response.of("<answer>" + code + "</answer>好"), verdict))
                .isZero();
    }

    @Property(tries = 200)
    void theScoreIsBetweenMinusOneAndZeroForAnyText(@ForAll String question, @ForAll String text) {
        assertThat(score(question, text)).isBetween(-1.0, 0.0);
    }

    @Test
    void endlessOpenersNeitherOverflowTheStackNorHang() {
        for (String piece : new String[] {"`", "$", "$$ ", "\\(", "\\[ a", "```", "\\a{", "$a", "<a", "~~~ "}) {
            assertThat(score(ENGLISH, piece.repeat(300_000) + "苹果")).as(piece).isBetween(-1.0, 0.0);
        }
    }

    private static double score(String question, String text) {
        Task task = new Task("t", Domain.MATH, question, new Reference.Answer("5"));
        return new LanguageMixing().score(task, Response.of(text), Verdict.wrong("", null));
    }
}
