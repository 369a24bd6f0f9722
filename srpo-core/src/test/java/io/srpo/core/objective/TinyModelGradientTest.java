package io.srpo.core.objective;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.srpo.core.Steps;
import io.srpo.core.advantage.Advantages;
import io.srpo.core.advantage.Batch;
import io.srpo.core.advantage.Batch.GroupSamples;
import io.srpo.core.advantage.Batch.Sample;
import io.srpo.core.advantage.GroupNormalized;
import io.srpo.core.advantage.TruncationRule;
import io.srpo.core.objective.Objective.Scale;
import io.srpo.core.objective.Objective.Sequence;
import io.srpo.core.reward.Judged;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

/** The whole way from rewards to the gradient of weights, on a language model small enough for double precision. */
class TinyModelGradientTest {
    private static final double STEP = 1e-5;

    private final List<Judged> step = List.of(
            Steps.rewards("mixed", 1, 0, 0.1, 1),
            Steps.rewards("solved", 1, 1, 1),
            Steps.rewards("rare", 0, 0, 1),
            Steps.rewards("hopeless", 0.1, 0.1, 0.1));

    @Property(tries = 2)
    void gradientOfTheWeightsAgreesWithCentralDifferences(@ForAll long seed) {
        Batch batch = new Advantages(new GroupNormalized(), TruncationRule.DEFAULT, true).weigh(step);
        Random random = new Random(seed);
        Weights weights = Stream.generate(() -> new Weights(random))
                .filter(some -> some.sequences(batch, some.theta).stream().noneMatch(Oracle::nearAKink))
                .findFirst()
                .orElseThrow();
        for (ObjectiveSpec spec : Oracle.everyCombination()) {
            if (spec.importance().equals("truncated") != spec.kl().equals("k2")) {
                continue; // each once is enough here: every pair is tried token by token elsewhere
            }
            double[] gradient = weights.gradient(batch, spec.build());
            double largest = 0;
            double worst = 0;
            for (int i = 0; i < TinyModel.PARAMETERS; i++) {
                double difference =
                        (weights.loss(batch, spec, i, STEP) - weights.loss(batch, spec, i, -STEP)) / (2 * STEP);
                worst = Math.max(worst, Math.abs(gradient[i] - difference));
                largest = Math.max(largest, Math.abs(difference));
            }
            assertThat(largest).as("%s", spec).isPositive();
            assertThat(worst / largest).as("%s", spec).isLessThan(1e-6);
        }
    }

    @Property(tries = 8)
    void leavingOutWhatHasNoAdvantageLeavesTheGradientUnchangedBitForBit(@ForAll long seed) {
        Weights weights = new Weights(new Random(seed));
        Batch all = new Advantages(new GroupNormalized(), TruncationRule.DEFAULT, true).weigh(step);
        Batch kept = new Advantages(new GroupNormalized()).weigh(step);
        assertThat(all.groups()).hasSize(4);
        assertThat(kept.groups()).hasSize(2);
        for (ObjectiveSpec spec : Oracle.everyCombination()) {
            if (spec.kl().equals("off")) {
                assertThat(weights.gradient(kept, spec.build())).containsExactly(weights.gradient(all, spec.build()));
            }
        }
    }

    @Property(tries = 8)
    void orderOfGroupsAndSamplesChangesNothing(@ForAll long seed) {
        Random random = new Random(seed);
        Weights weights = new Weights(random);
        Batch batch = new Advantages(new GroupNormalized(), TruncationRule.DEFAULT, true).weigh(step);
        List<GroupSamples> shuffled = new ArrayList<>();
        for (GroupSamples group : batch.groups()) {
            List<Sample> samples = new ArrayList<>(group.samples());
            Collections.shuffle(samples, random);
            shuffled.add(new GroupSamples(group.taskId(), group.prompt(), samples));
        }
        Collections.shuffle(shuffled, random);
        Batch other = new Batch(shuffled, batch.totalTokens(), batch.totalRollouts());
        for (ObjectiveSpec spec : Oracle.everyCombination()) {
            Objective objective = spec.build();
            assertThat(weights.gradient(other, objective))
                    .containsExactly(weights.gradient(batch, objective), within(1e-14));
            assertThat(weights.loss(other, objective)).isCloseTo(weights.loss(batch, objective), within(1e-14));
        }
    }

    /** A policy, an older one and a reference, and the way from a batch to loss and gradient. */
    private static final class Weights {
        private final double[] theta;
        private final double[] old;
        private final double[] drawn;
        private final double[] reference;

        Weights(Random random) {
            theta = TinyModel.parameters(random, 0.7);
            old = near(random, 0.3);
            drawn = near(random, 0.3);
            reference = near(random, 0.3);
        }

        private double[] near(Random random, double distance) {
            double[] out = TinyModel.parameters(random, distance);
            for (int i = 0; i < out.length; i++) {
                out[i] += theta[i];
            }
            return out;
        }

        private Sequence sequence(GroupSamples group, Sample sample, double[] at) {
            return new Sequence(
                    TinyModel.logProbs(at, group.prompt(), sample.response()),
                    TinyModel.logProbs(old, group.prompt(), sample.response()),
                    TinyModel.logProbs(drawn, group.prompt(), sample.response()),
                    TinyModel.logProbs(reference, group.prompt(), sample.response()),
                    sample.advantage());
        }

        List<Sequence> sequences(Batch batch, double[] at) {
            List<Sequence> result = new ArrayList<>();
            batch.groups().forEach(g -> g.samples().forEach(s -> result.add(sequence(g, s, at))));
            return result;
        }

        double[] gradient(Batch batch, Objective objective) {
            double[] out = new double[TinyModel.PARAMETERS];
            for (GroupSamples group : batch.groups()) {
                for (Sample sample : group.samples()) {
                    double[] upstream = objective
                            .evaluate(sequence(group, sample, theta), scale(batch))
                            .gradient();
                    TinyModel.backward(theta, group.prompt(), sample.response(), upstream, out);
                }
            }
            return out;
        }

        double loss(Batch batch, Objective objective) {
            return sequences(batch, theta).stream()
                    .mapToDouble(s -> objective.evaluate(s, scale(batch)).loss())
                    .sum();
        }

        /** The formulas' loss with one parameter moved, what is constant taken where it was. */
        double loss(Batch batch, ObjectiveSpec spec, int parameter, double by) {
            double[] moved = theta.clone();
            moved[parameter] += by;
            List<Sequence> there = sequences(batch, moved);
            List<Sequence> here = sequences(batch, theta);
            double total = 0;
            for (int i = 0; i < there.size(); i++) {
                total += Oracle.loss(spec, there.get(i), here.get(i), scale(batch));
            }
            return total;
        }

        private static Scale scale(Batch batch) {
            return new Scale(batch.totalTokens(), batch.totalRollouts());
        }
    }
}
