package io.srpo.core.reward;

import static org.assertj.core.api.Assertions.assertThat;

import io.srpo.core.task.Domain;
import io.srpo.core.task.Reference;
import io.srpo.core.task.Task;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** English, Japanese and Chinese as people write them; every text was written for this test. */
class RealLanguagesTest {
    private static final Map<String, String> QUESTIONS = Map.of(
            "English", "A farmer sells 12 boxes of pears for 30 euros each. How much money does he take in?",
            "Japanese", "農家の人が梨を12箱、1箱30ユーロで売りました。全部でいくらになりますか。",
            "Chinese", "一位农民以每箱30欧元的价格卖出了12箱梨,他一共收入多少钱?");

    private static final Map<String, List<String>> ANSWERS = Map.of(
            "English",
            List.of(
                    "<think>Each box brings 30 euros, so twelve of them bring $12 \\times 30 = 360$.</think><answer>360</answer>",
                    "Let x be the price of a box. Then `total = 12 * x`, which is naïve but right: 360 euros.",
                    "Wait, let me check that again: ten boxes are 300, two more are 60.\n\n```python\nprint(12 * 30)  # 合計\n```\nSo 360."),
            "Japanese",
            List.of(
                    "<think>1箱30ユーロの梨が12箱あるので、売上は $12 \\times 30 = 360$ になります。</think><answer>360</answer>",
                    "まず10箱で300ユーロ、残りの2箱で60ユーロです。合わせて360ユーロになります。",
                    "答えは360ユーロ。検算すると、360÷12=30なので正しい。"),
            "Chinese",
            List.of(
                    "<think>每箱梨卖30欧元,一共卖出12箱,所以收入是 $12 \\times 30 = 360$ 欧元。</think><answer>360</answer>",
                    "设每箱的价格为x,那么总收入就是12x。代入x=30,得到360欧元。",
                    "等等,让我再检查一遍:十箱是三百欧元,两箱是六十欧元,加起来正好是三百六十欧元。"));

    static List<String> languages() {
        return List.of("English", "Japanese", "Chinese");
    }

    @ParameterizedTest
    @MethodSource("languages")
    void anAnswerInTheQuestionsLanguageCostsNothing(String language) {
        assertThat(ANSWERS.get(language))
                .allSatisfy(
                        answer -> assertThat(score(language, answer)).as(answer).isZero());
    }

    @ParameterizedTest
    @MethodSource("languages")
    void anAnswerInAnotherLanguageCostsMostOfTheWeight(String language) {
        ANSWERS.forEach((other, answers) -> {
            if (!other.equals(language)) {
                // A Japanese answer shares its Han letters with Chinese: what is foreign there is the kana.
                double share = language.equals("Chinese") && other.equals("Japanese") ? -0.4 : -0.6;
                assertThat(answers).allSatisfy(answer -> assertThat(score(language, answer))
                        .as("%s asked, answered: %s", language, answer)
                        .isLessThan(share));
            }
        });
    }

    @Test
    void oneSentenceInAnotherLanguageCostsItsShare() {
        String mixed = "Each box brings thirty euros, so twelve of them bring three hundred and sixty. 所以答案是三百六十欧元。";
        assertThat(score("English", mixed)).isBetween(-0.25, -0.1);
        String switched = "まず10箱で300ユーロになります。剩下的两箱一共是六十欧元所以答案正确。";
        assertThat(score("Japanese", switched)).isBetween(-0.8, -0.4);
    }

    @Test
    void namesAndTitlesInHanAreStillJapanese() {
        assertThat(score("Japanese", "答え:三百六十。単位:欧州通貨。")).isZero();
    }

    private static double score(String language, String answer) {
        Task task = new Task("t", Domain.MATH, QUESTIONS.getOrDefault(language, ""), new Reference.Answer("360"));
        return new LanguageMixing().score(task, Response.of(answer), Verdict.wrong("", null));
    }
}
