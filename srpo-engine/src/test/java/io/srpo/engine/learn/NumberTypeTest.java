package io.srpo.engine.learn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.srpo.core.SrpoException;
import io.srpo.core.advantage.Batch;
import io.srpo.core.objective.ObjectiveSpec;
import io.srpo.core.rollout.RolloutEngine.Progress;
import io.srpo.core.rollout.RolloutEngine.StreamKey;
import io.srpo.core.rollout.SamplingSpec;
import io.srpo.engine.Fixture;
import io.srpo.engine.Policy;
import io.srpo.engine.decoder.DtypeTrial;
import io.srpo.engine.rollout.Drawing;
import io.srpo.engine.rollout.Generator;
import io.srpo.engine.torch.Dtype;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

/** bf16 products round to 8 bits; everything else about a policy stays as it is in fp32. */
class NumberTypeTest {
    static final List<String> TINY = Fixture.TINY;
    private static final int[] TEXT = {5, 6, 7, 30, 31, 32, 100, 101, 200};

    @TempDir
    Path folder;

    @ParameterizedTest
    @FieldSource("TINY")
    void bf16LogitsAreThoseOfFp32UpToItsRounding(String name) {
        try (Policy fp32 = Fixture.open(name);
                Policy bf16 = Fixture.open(name, "bf16")) {
            List<float[]> expected = List.of(fp32.logits(TEXT));
            List<float[]> actual = List.of(bf16.logits(TEXT));
            assertThat(actual.get(0)).isNotEqualTo(expected.get(0));
            PackingTest.assertClose(expected, actual, 0.02, 0);
        }
    }

    @ParameterizedTest
    @FieldSource("TINY")
    void bf16GradientsAreThoseOfFp32UpToItsRounding(String name) {
        Batch batch = PackingTest.batch(name);
        try (Policy fp32 = Fixture.open(name);
                Policy bf16 = Fixture.open(name, "bf16")) {
            PackingTest.assertClose(
                    PackingTest.step(fp32, batch, LearnerOptions.DEFAULT),
                    PackingTest.step(bf16, batch, LearnerOptions.DEFAULT),
                    0.05,
                    0.1);
        }
    }

    /** Answers longer than a span of attention, whose gradients by keys and values are summed over spans. */
    @ParameterizedTest
    @FieldSource("TINY")
    void bf16GradientsOfLongAnswersToo(String name) {
        int[] response = new int[180];
        Arrays.setAll(response, i -> 5 + (29 * i) % 300);
        List<Batch.Sample> samples = new ArrayList<>();
        for (int length : new int[] {180, 140}) {
            samples.add(new Batch.Sample(
                    Arrays.copyOf(response, length), 0, length > 150 ? 1 : -1, new float[length], false));
        }
        Batch batch = new Batch(List.of(new Batch.GroupSamples("long", new int[] {5, 6, 7}, samples)), 320, 2);
        try (Policy fp32 = Fixture.open(name);
                Policy bf16 = Fixture.open(name, "bf16")) {
            PackingTest.assertClose(
                    PackingTest.step(fp32, batch, LearnerOptions.DEFAULT),
                    PackingTest.step(bf16, batch, LearnerOptions.DEFAULT),
                    0.05,
                    0.1);
        }
    }

    @ParameterizedTest
    @FieldSource("TINY")
    void rolloutsAndTrainerAgreeInEitherNumberType(String name) {
        assertThat(gap(name, "fp32")).isLessThan(1e-5);
        assertThat(gap(name, "bf16")).isBetween(1e-9, 1e-2);
    }

    @Test
    void bf16LearnsAndGoesOnBitForBitAfterARestore() {
        Path state = folder.resolve("optimizer.bin");
        Batch batch = PackingTest.batch("tiny-qwen3");
        float[] straight;
        try (Policy policy = Fixture.open("tiny-qwen3", "bf16");
                TorchLearner learner = policy.learner(OptimizerSpec.of(1e-3), LearnerOptions.DEFAULT, b -> {})) {
            learner.update(batch, ObjectiveSpec.DEFAULT.build(), 1);
            learner.saveState(state);
            policy.save(folder.resolve("model"));
            learner.update(batch, ObjectiveSpec.DEFAULT.build(), 2);
            straight = policy.logits(TEXT);
        }
        try (Policy policy = Fixture.open("tiny-qwen3", "bf16");
                TorchLearner learner = policy.learner(OptimizerSpec.of(1e-3), LearnerOptions.DEFAULT, b -> {})) {
            assertThat(policy.logits(TEXT)).isNotEqualTo(straight);
            policy.restore(folder.resolve("model"));
            learner.loadState(state);
            learner.update(batch, ObjectiveSpec.DEFAULT.build(), 2);
            assertThat(policy.logits(TEXT)).isEqualTo(straight);
        }
    }

    @Test
    void autoTakesWhatIsMeasuredToBeFaster() {
        DtypeTrial trial = DtypeTrial.typical();
        assertThat(trial.fp32()).isPositive();
        assertThat(trial.bf16()).isPositive();
        assertThat(trial.dtype()).isEqualTo(trial.bf16() > 1.15 * trial.fp32() ? Dtype.BF16 : Dtype.FP32);
        try (Policy policy = Fixture.open("tiny-llama", "auto")) {
            assertThat(policy.dtype()).as("too small to tell").isEqualTo(Dtype.FP32);
        }
    }

    @Test
    void anUnknownNumberTypeIsRefused() {
        assertThatThrownBy(() -> Fixture.open("tiny-llama", "int3"))
                .isInstanceOf(SrpoException.class)
                .hasMessageContaining("auto, fp32 or bf16");
    }

    /** Mean distance of the trainer's and the rollouts' log-probabilities. */
    private static double gap(String name, String dtype) {
        int[] prompt = {5, 6, 7};
        try (Policy policy = Fixture.open(name, dtype);
                TorchLearner learner = policy.learner(OptimizerSpec.of(1e-3), LearnerOptions.DEFAULT, b -> {})) {
            List<Drawing> drawn = policy.generator()
                    .generate(
                            List.of(new Generator.Request("task", prompt)),
                            SamplingSpec.plain(4, 30),
                            new StreamKey(3, 1),
                            Progress.NONE,
                            (request, sample, token) -> {})
                    .get(0);
            List<Batch.Sample> samples = new ArrayList<>();
            for (Drawing drawing : drawn) {
                samples.add(new Batch.Sample(
                        drawing.tokens(), 0, samples.size() % 2 == 0 ? 1 : -1, drawing.logProbs(), false));
            }
            Batch batch = new Batch(List.of(new Batch.GroupSamples("task", prompt, samples)), 120, 4);
            return learner.update(batch, ObjectiveSpec.DEFAULT.build(), 1).logProbGap();
        }
    }
}
