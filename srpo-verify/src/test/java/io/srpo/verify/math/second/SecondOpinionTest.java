package io.srpo.verify.math.second;

import static org.assertj.core.api.Assertions.assertThat;

import io.srpo.core.reward.Response;
import io.srpo.core.reward.Verdict;
import io.srpo.core.task.Domain;
import io.srpo.core.task.Reference;
import io.srpo.core.task.Task;
import io.srpo.verify.math.MathVerifier;
import io.srpo.verify.math.second.SecondOpinionVerifier.Disagreement;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SecondOpinionTest {
    private final SecondOpinion second = new SecondOpinion();

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "\\frac{1}{2}; 0.5; EQUAL",
                "2\\sqrt{5}; √20; EQUAL",
                "(x+1)^2; x^2+2x+1; EQUAL",
                "(x+1)^2; x^2+1; DIFFERENT",
                "\\sin^2 x + \\cos^2 x; 1; NONE",
                "3, 1; 1, 3; EQUAL",
                "(1,3); (3,1); DIFFERENT",
                "[0,1); [0,1]; DIFFERENT",
                "\\{1,2\\}; \\{2,1\\}; EQUAL",
                "1,234; 1234; EQUAL",
                "3.14; 3.14159; EQUAL",
                "\\frac{1}{3}; 0.333; DIFFERENT",
                "x = 4; 4; EQUAL",
                "\\text{yes}; no; NONE",
                "x < 3; x > 3; NONE",
                "5; 6; DIFFERENT"
            })
    void bothSidesAreComparedByTheirValues(String gold, String answer, Opinion expected) {
        assertThat(second.of(gold, answer)).isEqualTo(expected);
    }

    @Test
    void aContradictedVerdictStandsButSaysSoAndTheListenerIsTold() {
        List<Disagreement> told = new ArrayList<>();
        SecondOpinionVerifier verifier = new SecondOpinionVerifier(new MathVerifier(), told::add);
        Task task = new Task("t", Domain.MATH, "?", new Reference.Answer("x"));
        Verdict agreed = verifier.verify(task, Response.of("\\boxed{x}"));
        assertThat(agreed.right()).isTrue();
        assertThat(told).isEmpty();

        Verdict doubted = Verdict.right("equal as numbers", "5");
        assertThat(SecondOpinionVerifier.differs(doubted, Opinion.DIFFERENT)).isTrue();
        assertThat(SecondOpinionVerifier.differs(doubted, Opinion.NONE)).isFalse();
        assertThat(SecondOpinionVerifier.differs(Verdict.wrong("not worked out (boxed)", "2+3"), Opinion.EQUAL))
                .isFalse();
    }

    @Test
    void aPairOnWhichTheTwoDifferIsMarkedInItsReason() {
        List<Disagreement> told = new ArrayList<>();
        SecondOpinionVerifier verifier = new SecondOpinionVerifier(new MathVerifier(), told::add);
        Task task = new Task("t", Domain.MATH, "?", new Reference.Answer("60^\\circ"));
        Verdict verdict = verifier.verify(task, Response.of("\\boxed{\\frac{\\pi}{3}}"));
        assertThat(verdict.right()).isTrue();
        assertThat(verdict.reason()).endsWith(SecondOpinionVerifier.MARK);
        assertThat(told).singleElement().satisfies(d -> assertThat(d.second()).isEqualTo(Opinion.DIFFERENT));
    }
}
