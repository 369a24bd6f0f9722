package io.srpo.core.objective;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.srpo.core.objective.Objective.Scale;
import io.srpo.core.objective.Objective.Sequence;
import io.srpo.core.objective.Objective.Term;
import java.util.Random;
import net.jqwik.api.Assume;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

/** Loss against the formulas, gradient against central differences, for every combination there is. */
class ObjectiveGradientTest {
    private static final Scale SCALE = new Scale(37, 9);
    private static final double STEP = 1e-5;

    @Property(tries = 60)
    void lossIsTheFormulaAndGradientItsDerivative(@ForAll long seed) {
        Sequence sequence = Oracle.random(new Random(seed));
        Assume.that(!Oracle.nearAKink(sequence));
        for (ObjectiveSpec spec : Oracle.everyCombination()) {
            Term term = spec.build().evaluate(sequence, SCALE);
            assertThat(term.loss())
                    .as("%s", spec)
                    .isCloseTo(Oracle.loss(spec, sequence, sequence, SCALE), within(1e-12));
            for (int t = 0; t < sequence.logProbs().length; t++) {
                double up = Oracle.loss(spec, moved(sequence, t, STEP), sequence, SCALE);
                double down = Oracle.loss(spec, moved(sequence, t, -STEP), sequence, SCALE);
                double difference = (up - down) / (2 * STEP);
                assertThat(term.gradient()[t])
                        .as("%s token %d", spec, t)
                        .isCloseTo(difference, within(1e-7 * (1 + Math.abs(difference))));
            }
        }
    }

    private static Sequence moved(Sequence sequence, int token, double by) {
        double[] p = sequence.logProbs().clone();
        p[token] += by;
        return new Sequence(
                p,
                sequence.oldLogProbs(),
                sequence.rolloutLogProbs(),
                sequence.referenceLogProbs(),
                sequence.advantage());
    }
}
