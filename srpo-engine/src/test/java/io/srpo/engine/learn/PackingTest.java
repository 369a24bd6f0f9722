package io.srpo.engine.learn;

import static org.assertj.core.api.Assertions.assertThat;

import io.srpo.core.advantage.Batch;
import io.srpo.core.objective.ObjectiveSpec;
import io.srpo.engine.Fixture;
import io.srpo.engine.Policy;
import io.srpo.engine.model.ParameterShapes;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

/** What packing may change of an update, seen through the weights after a step that is proportional to the gradient. */
class PackingTest {
    static final List<String> TINY = Fixture.TINY;

    /** With betas of 0 and an epsilon far above every gradient a step is a thousand gradients, which drowns the rounding of the weights. */
    static final OptimizerSpec GRADIENT =
            new OptimizerSpec(1e9, 0, 0, 1e6, 0, 0, 0, OptimizerSpec.Schedule.CONSTANT, 0);

    @ParameterizedTest
    @FieldSource("TINY")
    void sharedPromptsGiveTheGradientOfSequencesByThemselves(String name) {
        Batch shared = batch(name);
        List<Batch.GroupSamples> alone = new ArrayList<>();
        for (Batch.GroupSamples group : shared.groups()) {
            for (Batch.Sample sample : group.samples()) {
                alone.add(new Batch.GroupSamples(group.taskId(), group.prompt(), List.of(sample)));
            }
        }
        assertClose(
                step(name, shared, 4096),
                step(name, new Batch(alone, shared.totalTokens(), shared.totalRollouts()), 1));
    }

    @ParameterizedTest
    @FieldSource("TINY")
    void theTokenBudgetAndTheOrderOfGroupsChangeOnlyRounding(String name) {
        Batch batch = batch(name);
        List<float[]> whole = step(name, batch, 4096);
        for (int budget : new int[] {1, 9, 17, 40}) {
            assertClose(whole, step(name, batch, budget));
        }
        List<Batch.GroupSamples> reversed = new ArrayList<>(batch.groups());
        Collections.reverse(reversed);
        assertClose(whole, step(name, new Batch(reversed, batch.totalTokens(), batch.totalRollouts()), 25));
    }

    /** Alone, a sequence of 210 tokens is attended to in four spans; with a shared prompt, prompt and answers in two each. */
    @ParameterizedTest
    @FieldSource("TINY")
    void longSequencesAreAttendedToSpanBySpan(String name) {
        int[] prompt = new int[110];
        Arrays.setAll(prompt, i -> 5 + (11 * i) % 300);
        List<Batch.Sample> samples = new ArrayList<>();
        for (int s = 0; s < 3; s++) {
            int[] response = new int[100 - 20 * s];
            for (int i = 0; i < response.length; i++) {
                response[i] = 5 + (29 * i + 13 * s) % 300;
            }
            samples.add(new Batch.Sample(response, 0, s - 0.7, new float[response.length], false));
        }
        Batch shared = new Batch(List.of(new Batch.GroupSamples("long", prompt, samples)), 240, 3);
        List<Batch.GroupSamples> alone = samples.stream()
                .map(sample -> new Batch.GroupSamples("alone", prompt, List.of(sample)))
                .toList();
        assertClose(step(name, shared, 4096), step(name, new Batch(alone, 240, 3), 4096));
    }

    /** Together, their scores do not fit into a cache. */
    @ParameterizedTest
    @FieldSource("TINY")
    void manyLongAnswersAreAttendedToAFewAtATime(String name) {
        int[] prompt = new int[150];
        Arrays.setAll(prompt, i -> 5 + (11 * i) % 300);
        List<Batch.Sample> samples = new ArrayList<>();
        for (int s = 0; s < 14; s++) {
            int[] response = new int[150 - s % 5];
            for (int i = 0; i < response.length; i++) {
                response[i] = 5 + (29 * i + 13 * s) % 300;
            }
            samples.add(new Batch.Sample(response, 0, s % 4 - 1.2, new float[response.length], false));
        }
        Batch shared = new Batch(List.of(new Batch.GroupSamples("long", prompt, samples)), 2072, 14);
        List<Batch.GroupSamples> alone = samples.stream()
                .map(sample -> new Batch.GroupSamples("alone", prompt, List.of(sample)))
                .toList();
        assertClose(step(name, shared, 4096), step(name, new Batch(alone, 2072, 14), 4096));
    }

    /** The head goes through 256 targets at a time; here there are some 500, once together and once a sequence at a time. */
    @ParameterizedTest
    @FieldSource("TINY")
    void theHeadsChunksChangeOnlyRounding(String name) {
        List<Batch.Sample> samples = new ArrayList<>();
        for (int s = 0; s < 8; s++) {
            int[] response = new int[60 + s];
            for (int i = 0; i < response.length; i++) {
                response[i] = 5 + (29 * i + 13 * s) % 300;
            }
            samples.add(new Batch.Sample(response, 0, s % 3 - 1.5, new float[response.length], false));
        }
        Batch batch = new Batch(List.of(new Batch.GroupSamples("long", new int[] {7, 8, 9}, samples)), 508, 8);
        assertClose(step(name, batch, 4096), step(name, batch, 1));
    }

    @ParameterizedTest
    @FieldSource("TINY")
    void aGroupWithoutAdvantageAddsExactlyNothing(String name) {
        Batch batch = batch(name);
        List<Batch.GroupSamples> groups = new ArrayList<>();
        for (Batch.GroupSamples group : batch.groups().subList(0, 1)) {
            groups.add(new Batch.GroupSamples(
                    "idle",
                    group.prompt(),
                    group.samples().stream()
                            .map(s -> new Batch.Sample(s.response(), 0, 0, s.rolloutLogProbs(), false))
                            .toList()));
        }
        List<float[]> idle = step(name, new Batch(groups, batch.totalTokens(), batch.totalRollouts()), 4096);
        List<float[]> untouched = step(name, new Batch(List.of(), batch.totalTokens(), batch.totalRollouts()), 4096);
        for (int i = 0; i < idle.size(); i++) {
            assertThat(idle.get(i)).isEqualTo(untouched.get(i));
        }
    }

    @ParameterizedTest
    @FieldSource("TINY")
    void theSameStepTwiceGivesTheSameBits(String name) {
        Batch batch = batch(name);
        List<float[]> first = step(name, batch, 30);
        List<float[]> second = step(name, batch, 30);
        for (int i = 0; i < first.size(); i++) {
            assertThat(second.get(i)).isEqualTo(first.get(i));
        }
    }

    /** Changes of all parameters by one step, and its loss. */
    private static List<float[]> step(String name, Batch batch, int budget) {
        try (Policy policy = Fixture.open(name)) {
            return step(policy, batch, new LearnerOptions(budget, 1, 0));
        }
    }

    /** Changes of all of this policy's parameters by one step, in the order of their names, and its loss. */
    static List<float[]> step(Policy policy, Batch batch, LearnerOptions options) {
        try (TorchLearner learner = policy.learner(GRADIENT, options, b -> {})) {
            List<String> names = names(policy);
            List<float[]> change = new ArrayList<>();
            names.forEach(name -> change.add(policy.weights(name)));
            double loss =
                    learner.update(batch, ObjectiveSpec.DEFAULT.build(), 1).loss();
            for (int p = 0; p < names.size(); p++) {
                float[] after = policy.weights(names.get(p));
                for (int i = 0; i < after.length; i++) {
                    change.get(p)[i] = after[i] - change.get(p)[i];
                }
            }
            change.add(new float[] {(float) loss});
            return change;
        }
    }

    static List<String> names(Policy policy) {
        return List.copyOf(ParameterShapes.of(policy.config()).keySet());
    }

    static Batch batch(String name) {
        try (Policy policy = Fixture.open(name)) {
            return TorchLearnerTest.batch(policy, 0);
        }
    }

    private static void assertClose(List<float[]> expected, List<float[]> actual) {
        assertClose(expected, actual, 1e-5, 1e-3);
    }

    /**
     * Each parameter by itself, relative in the L2 norm.
     *
     * @param floor parameters whose norm is a smaller share of all parameters' than this count as having that share: some have no gradient but rounding, as a key's
     *     bias
     */
    static void assertClose(List<float[]> expected, List<float[]> actual, double tolerance, double floor) {
        double all =
                Math.sqrt(expected.stream().mapToDouble(PackingTest::square).sum());
        assertThat(all).isPositive();
        for (int p = 0; p < expected.size(); p++) {
            double difference = 0;
            for (int i = 0; i < expected.get(p).length; i++) {
                difference += Math.pow(expected.get(p)[i] - actual.get(p)[i], 2);
            }
            double size = Math.max(floor * all, Math.sqrt(square(expected.get(p))));
            assertThat(Math.sqrt(difference) / size).as("parameter " + p).isLessThan(tolerance);
        }
    }

    private static double square(float[] values) {
        double sum = 0;
        for (float value : values) {
            sum += (double) value * value;
        }
        return sum;
    }
}
