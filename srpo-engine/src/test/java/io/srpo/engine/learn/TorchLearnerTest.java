package io.srpo.engine.learn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.srpo.core.SrpoException;
import io.srpo.core.advantage.Batch;
import io.srpo.core.objective.Objective;
import io.srpo.core.objective.ObjectiveSpec;
import io.srpo.core.objective.Update;
import io.srpo.engine.Fixture;
import io.srpo.engine.Policy;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TorchLearnerTest {
    private static final String EMBEDDING = "model.embed_tokens.weight";

    @TempDir
    Path folder;

    @Test
    void supervisedTrainingLearnsItsExamples() {
        try (Policy policy = Fixture.open("tiny-llama");
                TorchLearner learner = learner(policy, 1)) {
            List<Example> examples = List.of(
                    new Example(new int[] {5, 6}, new int[] {7, 8, 9}),
                    new Example(new int[] {10}, new int[] {11, 12}));
            double first = learner.supervised(examples).loss();
            Update last = Update.none(0);
            for (int i = 0; i < 40; i++) {
                last = learner.supervised(examples);
            }
            assertThat(last.loss()).isLessThan(0.1 * first);
        }
    }

    @Test
    void theFirstUpdateHasRatioOneAndReportsTheGapToTheRolloutEngine() {
        try (Policy policy = Fixture.open("tiny-qwen3");
                TorchLearner learner = learner(policy, 1)) {
            Batch batch = batch(policy, 0.25f);
            Update update = learner.update(batch, ObjectiveSpec.DEFAULT.build(), 1);
            assertThat(update.ratioMean()).isEqualTo(1);
            assertThat(update.ratioMax()).isEqualTo(1);
            assertThat(update.clippedShare()).isZero();
            assertThat(update.logProbGap()).isCloseTo(0.25, within(1e-4));
            assertThat(update.entropy()).isBetween(1.0, Math.log(320));
            assertThat(update.optimizerSteps()).isEqualTo(1);
        }
    }

    @Test
    void anEmptyBatchMovesNothing() {
        try (Policy policy = Fixture.open("tiny-llama");
                TorchLearner learner = learner(policy, 1)) {
            float[] before = policy.weights(EMBEDDING);
            Update update = learner.update(new Batch(List.of(), 100, 8), ObjectiveSpec.DEFAULT.build(), 1);
            assertThat(update.optimizerSteps()).isZero();
            assertThat(policy.weights(EMBEDDING)).isEqualTo(before);
        }
    }

    @Test
    void aRestoredLearnerGoesOnBitForBit() {
        Path state = folder.resolve("optimizer.bin");
        float[] straight;
        try (Policy policy = Fixture.open("tiny-qwen2");
                TorchLearner learner = learner(policy, 1)) {
            learner.update(batch(policy, 0), ObjectiveSpec.DEFAULT.build(), 1);
            learner.saveState(state);
            policy.save(folder.resolve("model"));
            learner.update(batch(policy, 0), ObjectiveSpec.DEFAULT.build(), 2);
            straight = policy.weights(EMBEDDING);
        }
        try (Policy policy = Policy.open(folder.resolve("model"), "fp32", Fixture.THREADS);
                TorchLearner learner = learner(policy, 1)) {
            learner.loadState(state);
            learner.update(batch(policy, 0), ObjectiveSpec.DEFAULT.build(), 2);
            assertThat(policy.weights(EMBEDDING)).isEqualTo(straight);
        }
    }

    @Test
    void aStateOfAnotherModelIsRefused() {
        Path state = folder.resolve("optimizer.bin");
        try (Policy policy = Fixture.open("tiny-qwen2");
                TorchLearner learner = learner(policy, 1)) {
            learner.saveState(state);
        }
        try (Policy policy = Fixture.open("tiny-llama");
                TorchLearner learner = learner(policy, 1)) {
            assertThatThrownBy(() -> learner.loadState(state))
                    .isInstanceOf(SrpoException.class)
                    .hasMessageContaining("optimizer.bin");
        }
    }

    @Test
    void aBatchThatIsNotFiniteIsSetAsideAndMovesNothing() {
        List<Batch> aside = new ArrayList<>();
        for (int updates : new int[] {1, 2}) {
            try (Policy policy = Fixture.open("tiny-llama");
                    TorchLearner learner =
                            policy.learner(OptimizerSpec.of(1e-3), new LearnerOptions(512, updates, 1), aside::add)) {
                Batch good = batch(policy, 0);
                Batch.GroupSamples group = good.groups().get(1);
                Batch.Sample sample = group.samples().get(0);
                Batch.Sample bad = new Batch.Sample(sample.response(), 0, Double.NaN, sample.rolloutLogProbs(), false);
                Batch batch = new Batch(
                        List.of(good.groups().get(0), new Batch.GroupSamples("bad", group.prompt(), List.of(bad))),
                        good.totalTokens(),
                        good.totalRollouts());
                float[] before = policy.weights(EMBEDDING);
                assertThatThrownBy(() -> learner.update(batch, ObjectiveSpec.DEFAULT.build(), 12))
                        .isInstanceOf(SrpoException.class)
                        .hasMessageContaining("step 12");
                assertThat(policy.weights(EMBEDDING)).isEqualTo(before);
                assertThat(learner.optimizerSteps()).isZero();
            }
        }
        assertThat(aside).hasSize(2);
    }

    @Test
    void severalUpdatesABatchMoveTheRatio() {
        try (Policy policy = Fixture.open("tiny-llama");
                TorchLearner learner = learner(policy, 3)) {
            Update update = learner.update(batch(policy, 0), ObjectiveSpec.DEFAULT.build(), 1);
            assertThat(update.optimizerSteps()).isEqualTo(3);
            assertThat(update.ratioMax()).isGreaterThan(1);
            assertThat(learner.optimizerSteps()).isEqualTo(3);
        }
    }

    @Test
    void aKlTermPullsTowardsItsReference() {
        Objective objective = ObjectiveSpec.DEFAULT.withKl("k3", 10).build();
        try (Policy policy = Fixture.open("tiny-qwen2");
                Policy reference = policy.copy();
                TorchLearner away = learner(policy, 1)) {
            Batch batch = batch(policy, 0);
            for (int i = 0; i < 5; i++) {
                away.update(batch, ObjectiveSpec.DEFAULT.build(), i);
            }
            try (TorchLearner back =
                    policy.learner(OptimizerSpec.of(1e-3), new LearnerOptions(512, 1, 1), reference, b -> {})) {
                double first = back.update(batch, objective, 1).kl();
                double last = first;
                for (int i = 0; i < 20; i++) {
                    last = back.update(batch, objective, i).kl();
                }
                assertThat(first).isGreaterThan(1e-3);
                assertThat(last).isBetween(0.0, first / 4);
            }
        }
    }

    @Test
    void theReferenceOfAKlTermIsTheModelAsItWasCopied() {
        Objective objective = ObjectiveSpec.DEFAULT.withKl("k3", 0.1).build();
        try (Policy policy = Fixture.open("tiny-qwen3");
                Policy reference = policy.copy();
                TorchLearner learner =
                        policy.learner(OptimizerSpec.of(1e-2), new LearnerOptions(512, 1, 1), reference, b -> {})) {
            Batch batch = batch(policy, 0);
            assertThat(learner.update(batch, objective, 1).kl()).isCloseTo(0, within(1e-9));
            assertThat(learner.update(batch, objective, 2).kl()).isGreaterThan(1e-6);
        }
    }

    @Test
    void aKlTermWithoutAReferenceIsRefused() {
        try (Policy policy = Fixture.open("tiny-llama");
                TorchLearner learner = learner(policy, 1)) {
            Objective objective = ObjectiveSpec.DEFAULT.withKl("k1", 0.1).build();
            assertThatThrownBy(() -> learner.update(batch(policy, 0), objective, 1))
                    .isInstanceOf(SrpoException.class)
                    .hasMessageContaining("reference");
        }
    }

    private static TorchLearner learner(Policy policy, int updates) {
        return policy.learner(OptimizerSpec.of(5e-3), new LearnerOptions(512, updates, 1), batch -> {});
    }

    /** Three groups; recorded log-probabilities are off by {@code gap}. */
    static Batch batch(Policy policy, float gap) {
        List<Batch.GroupSamples> groups = new ArrayList<>();
        long tokens = 0;
        for (int g = 0; g < 3; g++) {
            int[] prompt = {6 + g, 9, 12 + g};
            List<Batch.Sample> samples = new ArrayList<>();
            for (int s = 0; s < 4; s++) {
                int[] response = new int[2 + s + g];
                for (int i = 0; i < response.length; i++) {
                    response[i] = 5 + (31 * i + 17 * s + 7 * g) % 300;
                }
                float[] logProbs = policy.score(prompt, response);
                for (int i = 0; i < logProbs.length; i++) {
                    logProbs[i] += gap;
                }
                samples.add(new Batch.Sample(response, 0, s % 2 == 0 ? 1 : -1, logProbs, false));
                tokens += response.length;
            }
            groups.add(new Batch.GroupSamples("task-" + g, prompt, samples));
        }
        return new Batch(groups, tokens, 12);
    }
}
