package io.srpo.core.objective;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.srpo.core.SrpoException;
import io.srpo.core.objective.Objective.Scale;
import io.srpo.core.objective.Objective.Sequence;
import io.srpo.core.objective.Objective.Term;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

class ObjectiveTest {
    private static final Scale SCALE = new Scale(10, 4);

    @Property(tries = 50)
    void ratioIsExactlyOneOnTheFirstUpdate(@ForAll long seed) {
        Sequence off = Oracle.random(new Random(seed));
        Sequence on =
                new Sequence(off.logProbs(), off.logProbs().clone(), null, off.referenceLogProbs(), off.advantage());
        int tokens = on.logProbs().length;
        for (ObjectiveSpec spec : Oracle.everyCombination()) {
            Term term = spec.build().evaluate(on, SCALE);
            assertThat(term.ratioSum()).isEqualTo(tokens);
            assertThat(term.ratioMax()).isEqualTo(1.0);
            assertThat(term.clipped()).isZero();
            if (spec.kl().equals("off")) {
                assertThat(term.kl()).isEqualTo(0.0);
            }
        }
    }

    @Property(tries = 50)
    void onPolicyTheGradientIsTheSameForAnyLogProbsWhenTheObjectiveSaysSo(@ForAll long seed) {
        Sequence off = Oracle.random(new Random(seed));
        double[] zeros = new double[off.logProbs().length];
        Sequence on = new Sequence(
                off.logProbs(), off.logProbs(), off.rolloutLogProbs(), off.referenceLogProbs(), off.advantage());
        Sequence blind = new Sequence(zeros, zeros, off.rolloutLogProbs(), off.referenceLogProbs(), off.advantage());
        for (ObjectiveSpec spec : Oracle.everyCombination()) {
            Objective objective = spec.build();
            boolean free = spec.kl().equals("off") && spec.importance().equals("off");
            assertThat(objective.gradientNeedsLogProbsOnPolicy()).isEqualTo(!free);
            if (free) {
                assertThat(objective.evaluate(blind, SCALE).gradient())
                        .containsExactly(objective.evaluate(on, SCALE).gradient());
            }
        }
    }

    @Property(tries = 50)
    void aSequenceWithoutAdvantageHasExactlyNoLossAndNoGradient(@ForAll long seed) {
        Sequence s = Oracle.random(new Random(seed));
        double[] farAway = s.oldLogProbs().clone();
        farAway[0] = -2000;
        for (double[] old : new double[][] {s.oldLogProbs(), farAway}) {
            Sequence zero = new Sequence(s.logProbs(), old, s.rolloutLogProbs(), null, 0);
            for (ObjectiveSpec spec : Oracle.everyCombination()) {
                if (spec.kl().equals("off")) {
                    Term term = spec.build().evaluate(zero, SCALE);
                    assertThat(term.loss()).isEqualTo(0.0);
                    assertThat(term.gradient()).containsOnly(0.0);
                }
            }
        }
    }

    @Test
    void theClipCutsTheGradientOnlyOnTheSideThatWouldGoFurther() {
        Objective objective =
                ObjectiveSpec.DEFAULT.withSurrogate("clip", 0.2, 0.28).build();
        assertThat(one(objective, 1.3, 1).clipped()).isEqualTo(1);
        assertThat(one(objective, 1.3, 1).gradient()).containsExactly(0);
        assertThat(one(objective, 1.3, 1).loss()).isCloseTo(-0.128, within(1e-12));
        assertThat(one(objective, 1.3, -1).clipped()).isZero();
        assertThat(one(objective, 1.3, -1).gradient()[0]).isCloseTo(0.13, within(1e-12));
        assertThat(one(objective, 0.7, -1).clipped()).isEqualTo(1);
        assertThat(one(objective, 0.7, 1).clipped()).isZero();
        assertThat(one(objective, 50, -1).loss()).isCloseTo(5, within(1e-9));
        Objective dual =
                ObjectiveSpec.DEFAULT.withSurrogate("dual-clip", 0.2, 0.28).build();
        assertThat(one(dual, 50, -1).loss()).isCloseTo(0.3, within(1e-12));
        assertThat(one(dual, 50, -1).gradient()).containsExactly(0);
    }

    @Test
    void importanceWeightsAreTruncatedAndLeaveUnweightedSequencesAlone() {
        Objective objective =
                ObjectiveSpec.DEFAULT.withImportance("truncated", 2).build();
        double[] p = {-1, -1};
        Sequence weighted = new Sequence(p, p, new double[] {-1 - Math.log(1.5), -9}, null, 1);
        assertThat(objective.evaluate(weighted, SCALE).gradient())
                .containsExactly(new double[] {-0.15, -0.2}, within(1e-12));
        assertThat(objective.evaluate(new Sequence(p, p, null, null, 1), SCALE).gradient())
                .containsExactly(-0.1, -0.1);
    }

    @Test
    void aSequenceWithoutTokensAddsNothing() {
        double[] none = {};
        for (ObjectiveSpec spec : Oracle.everyCombination()) {
            Term term = spec.build().evaluate(new Sequence(none, none, null, none, 1), SCALE);
            assertThat(term.loss()).isZero();
            assertThat(term.gradient()).isEmpty();
        }
    }

    @Test
    void wrongSpecsNameTheKeyAndWhatIsAllowed() {
        ObjectiveSpec spec = ObjectiveSpec.DEFAULT;
        refused(spec.withSurrogate("ppo", 0.2, 0.2), "objective.surrogate", "clip, dual-clip, cispo, gspo");
        refused(spec.withAggregation("mean", 0), "objective.aggregation", "token-mean, sequence-mean, constant");
        refused(spec.withAggregation("constant", 0), "objective.length", "at least 1");
        refused(spec.withKl("k4", 1), "objective.kl", "off, k1, k2, k3");
        refused(spec.withKl("k3", -1), "objective.klCoefficient", "above 0");
        refused(spec.withImportance("on", 2), "objective.importance", "off, truncated");
        refused(spec.withImportance("truncated", 0), "objective.importanceCap", "above 0");
        refused(spec.withSurrogate("clip", 1.2, 0.2), "objective.clip", "[low, high]");
        refused(spec.withSurrogate("dual-clip", 0.2, 2.5), "objective.dualClip", "above 1 + 2.5");
    }

    @Test
    void aMissingReferenceAndUnequalLengthsAreFaultsOfTheLearner() {
        double[] p = {-1, -1};
        assertThatThrownBy(() -> ObjectiveSpec.DEFAULT
                        .withKl("k3", 0.1)
                        .build()
                        .evaluate(new Sequence(p, p, null, null, 1), SCALE))
                .hasMessageContaining("reference");
        assertThatThrownBy(() -> ObjectiveSpec.DEFAULT
                        .build()
                        .evaluate(new Sequence(p, new double[] {-1}, null, null, 1), SCALE))
                .hasMessageContaining("differ in length");
    }

    private static Term one(Objective objective, double ratio, double advantage) {
        double[] p = {-1};
        return objective.evaluate(new Sequence(p, new double[] {-1 - Math.log(ratio)}, null, null, advantage), SCALE);
    }

    private static void refused(ObjectiveSpec spec, String key, String allowed) {
        assertThatThrownBy(spec::build)
                .isInstanceOf(SrpoException.class)
                .hasMessageContaining(key + ":")
                .hasMessageContaining(allowed);
    }
}
