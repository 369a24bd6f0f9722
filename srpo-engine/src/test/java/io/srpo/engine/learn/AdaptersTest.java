package io.srpo.engine.learn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.srpo.core.SrpoException;
import io.srpo.core.advantage.Batch;
import io.srpo.core.objective.ObjectiveSpec;
import io.srpo.engine.Fixture;
import io.srpo.engine.Policy;
import io.srpo.engine.TestFiles;
import io.srpo.engine.model.LoraSpec;
import io.srpo.engine.weights.SafetensorsFile;
import io.srpo.engine.weights.WeightSource;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

class AdaptersTest {
    static final List<String> TINY = Fixture.TINY;
    private static final LoraSpec SPEC = new LoraSpec(4, 8, LoraSpec.TARGETS);
    private static final int[] TEXT = {5, 6, 7, 30, 31, 32, 100, 101, 200};

    @TempDir
    Path folder;

    @ParameterizedTest
    @FieldSource("TINY")
    void freshAdaptersChangeNothing(String name) {
        try (Policy plain = Fixture.open(name);
                Policy adapted = Fixture.withAdapters(name, SPEC)) {
            assertThat(adapted.logits(TEXT)).isEqualTo(plain.logits(TEXT));
        }
    }

    @ParameterizedTest
    @FieldSource("TINY")
    void gradientsAreTheWholeOnesSeenThroughTheAdapters(String name) throws IOException {
        Batch batch = PackingTest.batch(name);
        try (Policy adapted = Fixture.withAdapters(name, SPEC)) {
            learn(adapted, batch);
            adapted.save(folder.resolve("before"));
            PackingTest.step(adapted, batch, LearnerOptions.DEFAULT);
            adapted.save(folder.resolve("after"));
        }
        try (Policy merged = Policy.open(folder.resolve("before"), "fp32", Fixture.THREADS)) {
            List<float[]> whole = PackingTest.step(merged, batch, LearnerOptions.DEFAULT);
            List<String> names = PackingTest.names(merged);
            List<String> targets = names.stream()
                    .filter(each -> LoraSpec.TARGETS.stream().anyMatch(target -> each.endsWith(target + ".weight")))
                    .toList();
            assertThat(targets).hasSize(merged.config().layers() * LoraSpec.TARGETS.size());
            for (String target : targets) {
                assertSeenThroughAdapters(target.replace(".weight", ""), whole.get(names.indexOf(target)));
            }
        }
    }

    /** @param whole gradient by the target's merged matrix, row-major */
    private void assertSeenThroughAdapters(String target, float[] whole) throws IOException {
        float[] a = adapter("before", target, "A");
        float[] b = adapter("before", target, "B");
        int in = a.length / SPEC.rank();
        int out = b.length / SPEC.rank();
        float[] byA = new float[a.length];
        float[] byB = new float[b.length];
        for (int o = 0; o < out; o++) {
            for (int i = 0; i < in; i++) {
                for (int r = 0; r < SPEC.rank(); r++) {
                    byA[r * in + i] += (float) SPEC.scale() * b[o * SPEC.rank() + r] * whole[o * in + i];
                    byB[o * SPEC.rank() + r] += (float) SPEC.scale() * a[r * in + i] * whole[o * in + i];
                }
            }
        }
        PackingTest.assertClose(List.of(byA, byB), List.of(change(target, "A"), change(target, "B")), 1e-4, 0);
    }

    private float[] change(String target, String which) throws IOException {
        float[] change = adapter("after", target, which);
        float[] before = adapter("before", target, which);
        for (int i = 0; i < change.length; i++) {
            change[i] -= before[i];
        }
        return change;
    }

    private float[] adapter(String state, String target, String which) throws IOException {
        try (WeightSource source = SafetensorsFile.open(folder.resolve(state).resolve("adapter_model.safetensors"))) {
            return source.read("base_model.model." + target + ".lora_" + which + ".weight");
        }
    }

    @Test
    void onlyTheTargetsMoveAndTheSavedModelIsTheMergedOne() throws IOException {
        LoraSpec some = new LoraSpec(2, 4, List.of("q_proj", "down_proj"));
        try (Policy plain = Fixture.open("tiny-qwen2");
                Policy adapted = Fixture.withAdapters("tiny-qwen2", some)) {
            learn(adapted, PackingTest.batch("tiny-qwen2"));
            for (String name : PackingTest.names(plain)) {
                boolean target = name.contains("q_proj.weight") || name.contains("down_proj");
                assertThat(Arrays.equals(adapted.weights(name), plain.weights(name)))
                        .as(name)
                        .isEqualTo(!target);
            }
            adapted.save(folder);
            assertThat(TestFiles.json(folder.resolve("adapter_config.json")).toString())
                    .contains("\"peft_type\":\"LORA\"", "\"r\":2", "\"target_modules\":[\"q_proj\",\"down_proj\"]");
            try (Policy merged = Policy.open(folder, "fp32", Fixture.THREADS)) {
                assertThat(merged.logits(TEXT)).isEqualTo(adapted.logits(TEXT));
            }
        }
    }

    @Test
    void aRestoredLearnerGoesOnBitForBit() {
        Batch batch = PackingTest.batch("tiny-qwen3");
        Path state = folder.resolve("optimizer.bin");
        float[] straight;
        try (Policy policy = Fixture.withAdapters("tiny-qwen3", SPEC);
                TorchLearner learner = policy.learner(OptimizerSpec.of(1e-2), LearnerOptions.DEFAULT, b -> {})) {
            learner.update(batch, ObjectiveSpec.DEFAULT.build(), 1);
            learner.saveState(state);
            policy.save(folder.resolve("model"));
            learner.update(batch, ObjectiveSpec.DEFAULT.build(), 2);
            straight = policy.logits(TEXT);
        }
        try (Policy policy = Fixture.withAdapters("tiny-qwen3", SPEC);
                TorchLearner learner = policy.learner(OptimizerSpec.of(1e-2), LearnerOptions.DEFAULT, b -> {})) {
            policy.restore(folder.resolve("model"));
            learner.loadState(state);
            learner.update(batch, ObjectiveSpec.DEFAULT.build(), 2);
            assertThat(policy.logits(TEXT)).isEqualTo(straight);
        }
    }

    @Test
    void adaptersOfAnotherRankAreRefused() {
        try (Policy policy = Fixture.withAdapters("tiny-llama", SPEC)) {
            policy.save(folder);
        }
        try (Policy other = Fixture.withAdapters("tiny-llama", new LoraSpec(2, 8, LoraSpec.TARGETS))) {
            assertThatThrownBy(() -> other.restore(folder))
                    .isInstanceOf(SrpoException.class)
                    .hasMessageContaining("adapter_config.json");
        }
    }

    @ParameterizedTest
    @FieldSource("TINY")
    void keepingOnlyTheLayersInputsGivesTheSameBits(String name) {
        Batch batch = PackingTest.batch(name);
        try (Policy kept = Fixture.open(name);
                Policy again = Fixture.open(name)) {
            List<float[]> expected = PackingTest.step(kept, batch, new LearnerOptions(20, 1, 0, false));
            List<float[]> actual = PackingTest.step(again, batch, new LearnerOptions(20, 1, 0, true));
            for (int i = 0; i < expected.size(); i++) {
                assertThat(actual.get(i)).isEqualTo(expected.get(i));
            }
        }
    }

    private static void learn(Policy policy, Batch batch) {
        try (TorchLearner learner = policy.learner(OptimizerSpec.of(1e-2), LearnerOptions.DEFAULT, b -> {})) {
            learner.update(batch, ObjectiveSpec.DEFAULT.build(), 1);
            learner.update(batch, ObjectiveSpec.DEFAULT.build(), 2);
        }
    }
}
