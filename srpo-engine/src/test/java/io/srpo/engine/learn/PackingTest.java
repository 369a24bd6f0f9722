package io.srpo.engine.learn;

import static org.assertj.core.api.Assertions.assertThat;

import io.srpo.core.advantage.Batch;
import io.srpo.core.objective.ObjectiveSpec;
import io.srpo.engine.Fixture;
import io.srpo.engine.Policy;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

/** What packing may change of an update, seen through the weights after a step that is proportional to the gradient. */
class PackingTest {
    static final List<String> TINY = Fixture.TINY;

    /** With betas of 0 and an epsilon far above every gradient a step is a scaled gradient step. */
    private static final OptimizerSpec GRADIENT =
            new OptimizerSpec(1e6, 0, 0, 1e6, 0, 0, 0, OptimizerSpec.Schedule.CONSTANT, 0);

    private static final List<String> PARAMETERS = List.of(
            "model.embed_tokens.weight",
            "model.layers.0.self_attn.q_proj.weight",
            "model.layers.0.self_attn.k_proj.weight",
            "model.layers.1.self_attn.v_proj.weight",
            "model.layers.1.mlp.gate_proj.weight",
            "model.layers.2.mlp.down_proj.weight",
            "model.layers.2.input_layernorm.weight",
            "model.norm.weight");

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

    /** Changes of some parameters by one step. */
    private static List<float[]> step(String name, Batch batch, int budget) {
        try (Policy policy = Fixture.open(name);
                TorchLearner learner = policy.learner(GRADIENT, new LearnerOptions(budget, 1, 0), b -> {})) {
            List<float[]> change = new ArrayList<>();
            PARAMETERS.forEach(parameter -> change.add(policy.weights(parameter)));
            learner.update(batch, ObjectiveSpec.DEFAULT.build(), 1);
            for (int p = 0; p < change.size(); p++) {
                float[] after = policy.weights(PARAMETERS.get(p));
                for (int i = 0; i < after.length; i++) {
                    change.get(p)[i] = after[i] - change.get(p)[i];
                }
            }
            return change;
        }
    }

    private static Batch batch(String name) {
        try (Policy policy = Fixture.open(name)) {
            return TorchLearnerTest.batch(policy, 0);
        }
    }

    private static void assertClose(List<float[]> expected, List<float[]> actual) {
        for (int p = 0; p < expected.size(); p++) {
            double difference = 0;
            double size = 0;
            for (int i = 0; i < expected.get(p).length; i++) {
                difference += Math.pow(expected.get(p)[i] - actual.get(p)[i], 2);
                size += Math.pow(expected.get(p)[i], 2);
            }
            assertThat(size).isPositive();
            assertThat(Math.sqrt(difference / size)).as(PARAMETERS.get(p)).isLessThan(1e-5);
        }
    }
}
