package io.srpo.verify.math;

import static org.assertj.core.api.Assertions.assertThat;

import io.srpo.core.reward.Response;
import io.srpo.core.reward.Verdict;
import io.srpo.core.task.Domain;
import io.srpo.core.task.Reference;
import io.srpo.core.task.Task;
import io.srpo.verify.math.extract.AnswerExtractor;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class MathVerifierTest {
    private static final MathVerifier ANY = new MathVerifier();

    private static Verdict verify(MathVerifier verifier, String question, String gold, String response) {
        return verifier.verify(new Task("t", Domain.MATH, question, new Reference.Answer(gold)), Response.of(response));
    }

    @Test
    void theLastAnswerTagsAfterTheThoughtCount() {
        MathVerifier tags = new MathVerifier(AnswerExtractor.of(List.of("<answer>", "</answer>")));
        Verdict v =
                verify(tags, "?", "5", "<think><answer>4</answer></think> <answer>3</answer> no <answer> 5 </answer>");
        assertThat(v.right()).isTrue();
        assertThat(v.extracted()).isEqualTo("5");
        assertThat(verify(tags, "?", "4", "<think><answer>4</answer></think> <answer>5</answer>")
                        .right())
                .isFalse();
        assertThat(verify(tags, "?", "5", "the answer is 5").reason()).contains("no answer found");
    }

    @Test
    void eachPlaceOfTheChainIsTriedInItsOrder() {
        MathVerifier chain = new MathVerifier(AnswerExtractor.of(List.of("boxed", "last-number")));
        assertThat(verify(chain, "?", "7", "so \\boxed{\\frac{14}{2}} and 9").right())
                .isTrue();
        assertThat(verify(chain, "?", "9", "first 7 and then 9 apples").right()).isTrue();
        assertThat(verify(chain, "?", "7", "first 7 and then 9 apples").right()).isFalse();
    }

    @Test
    void severalAnswersDoNotWinByNamingTheRightOne() {
        assertThat(verify(ANY, "?", "2", "The answer is 1 or 2.").right()).isFalse();
        assertThat(verify(ANY, "?", "2", "\\boxed{1} or \\boxed{2}").right()).isFalse();
        assertThat(verify(ANY, "?", "2", "\\boxed{1, 2, 3}").right()).isFalse();
    }

    @Test
    void anAnswerThatOnlyRepeatsTheQuestionIsWrong() {
        String question = "Simplify $(x+1)^2 - x^2$.";
        assertThat(verify(ANY, question, "2x+1", "\\boxed{(x+1)^2 - x^2}").right())
                .isFalse();
        assertThat(verify(ANY, question, "2x+1", "\\boxed{1 + 2x}").right()).isTrue();
    }

    @Test
    void theQuestionSaysWhatAMissingPercentSignOrBaseMeans() {
        assertThat(verify(ANY, "What percent is it?", "44\\%", "\\boxed{44}").right())
                .isTrue();
        assertThat(verify(ANY, "What share is it?", "44\\%", "\\boxed{44}").right())
                .isFalse();
        assertThat(verify(ANY, "Write 11 in base 2.", "1011_2", "\\boxed{1011}").right())
                .isTrue();
    }

    @Test
    void aPairOverTheLimitsIsUndecidedAndCounted() {
        MathVerifier verifier = new MathVerifier();
        Verdict v = verifier.judge("7", "\\boxed{" + "(".repeat(5000) + "}", null);
        assertThat(v.right()).isFalse();
        assertThat(v.reason()).startsWith("undecided");
        assertThat(verifier.undecided()).isEqualTo(1);
    }

    @Test
    void aTaskWithoutAReferenceAnswerIsNotJudged() {
        Task task = new Task("t", Domain.MATH, "?", new Reference.Custom("x"));
        assertThat(ANY.verify(task, Response.of("5")).outcome()).isEqualTo(Verdict.Outcome.UNJUDGED);
    }

    @Test
    void theTimeLimitCoversFindingTheAnswerAsWell() {
        MathVerifier noTime = new MathVerifier(AnswerExtractor.ANY, new MathEquivalence(Duration.ofNanos(-1)));
        Verdict v = noTime.judge("7", "**some words** and 7 ".repeat(2_000), null);
        assertThat(v.right()).isFalse();
        assertThat(v.reason()).startsWith("undecided: time limit").contains("looked for");
        assertThat(noTime.judge("\\frac{1}{2}", "0.5", null).reason()).startsWith("undecided: time limit");
        assertThat(noTime.undecided()).isEqualTo(2);
        assertThat(noTime.judge("7", "7", null).right()).as("needs no time").isTrue();
    }
}
