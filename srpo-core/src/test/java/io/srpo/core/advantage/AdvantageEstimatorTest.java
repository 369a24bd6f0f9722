package io.srpo.core.advantage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.srpo.core.SrpoException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class AdvantageEstimatorTest {
    @Provide
    Arbitrary<List<double[]>> steps() {
        return Arbitraries.doubles()
                .between(-2, 2)
                .ofScale(3)
                .array(double[].class)
                .ofMinSize(1)
                .ofMaxSize(9)
                .list()
                .ofMinSize(1)
                .ofMaxSize(5);
    }

    @Provide
    Arbitrary<AdvantageEstimator> estimators() {
        return Arbitraries.of(AdvantageEstimators.names()).map(AdvantageEstimators::named);
    }

    @Property(tries = 300)
    void advantagesOfAGroupSumToZero(
            @ForAll("estimators") AdvantageEstimator estimator, @ForAll("steps") List<double[]> rewards) {
        for (double[] advantages : estimator.estimate(rewards)) {
            double largest = Arrays.stream(advantages).map(Math::abs).max().orElse(0);
            assertThat(Arrays.stream(advantages).sum()).isCloseTo(0, within(1e-9 * (1 + largest)));
        }
    }

    @Property(tries = 300)
    void identicalRewardsGiveExactlyZero(
            @ForAll("estimators") AdvantageEstimator estimator,
            @ForAll @DoubleRange(min = -3, max = 3) double reward,
            @ForAll @IntRange(min = 1, max = 33) int samples,
            @ForAll("steps") List<double[]> others) {
        double[] same = new double[samples];
        Arrays.fill(same, reward);
        List<double[]> step = new ArrayList<>(others);
        step.add(same);
        assertThat(estimator.estimate(step).get(others.size()))
                .containsOnly(0.0)
                .hasSize(samples);
    }

    @Property(tries = 200)
    void orderOfAdvantagesIsTheOrderOfRewards(
            @ForAll("estimators") AdvantageEstimator estimator, @ForAll("steps") List<double[]> rewards) {
        List<double[]> advantages = estimator.estimate(rewards);
        for (int g = 0; g < rewards.size(); g++) {
            double[] r = rewards.get(g);
            for (int i = 1; i < r.length; i++) {
                assertThat(Math.signum(advantages.get(g)[i] - advantages.get(g)[0]))
                        .isEqualTo(Math.signum(r[i] - r[0]));
            }
        }
    }

    @Test
    void valuesOfOneStepByHand() {
        List<double[]> step = List.of(new double[] {1, 0, 0, 0}, new double[] {1, 1});
        double groupStd = Math.sqrt(3) / 4;
        assertThat(new GroupNormalized().estimate(step).get(0))
                .containsExactly(
                        new double[] {0.75 / groupStd, -0.25 / groupStd, -0.25 / groupStd, -0.25 / groupStd},
                        within(1e-5));
        assertThat(new MeanOnly().estimate(step).get(0)).containsExactly(0.75, -0.25, -0.25, -0.25);
        assertThat(new LeaveOneOut().estimate(step).get(0))
                .containsExactly(new double[] {1, -1 / 3.0, -1 / 3.0, -1 / 3.0}, within(1e-12));
        assertThat(new BatchStd().estimate(step).get(0))
                .containsExactly(new double[] {1.5, -0.5, -0.5, -0.5}, within(1e-5));
    }

    @Test
    void anUnknownNameIsAnsweredWithTheAllowedOnes() {
        assertThatThrownBy(() -> AdvantageEstimators.named("grpo"))
                .isInstanceOf(SrpoException.class)
                .hasMessageContaining("\"grpo\"")
                .hasMessageContaining("group-normalized, mean-only, leave-one-out, batch-std");
    }
}
