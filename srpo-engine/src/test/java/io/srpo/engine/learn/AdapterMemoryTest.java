package io.srpo.engine.learn;

import static org.assertj.core.api.Assertions.assertThat;

import io.srpo.core.advantage.Batch;
import io.srpo.core.objective.ObjectiveSpec;
import io.srpo.core.objective.Update;
import io.srpo.core.rollout.RolloutEngine.Progress;
import io.srpo.core.rollout.RolloutEngine.StreamKey;
import io.srpo.core.rollout.SamplingSpec;
import io.srpo.engine.Policy;
import io.srpo.engine.model.LoraSpec;
import io.srpo.engine.model.ModelConfig;
import io.srpo.engine.model.RopeScaling;
import io.srpo.engine.rollout.Drawing;
import io.srpo.engine.rollout.Generator;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.slf4j.LoggerFactory;

class AdapterMemoryTest {
    /** Qwen2.5-0.5B's shape. */
    private static final ModelConfig SHAPE = new ModelConfig(
            ModelConfig.Architecture.QWEN2,
            151_936,
            896,
            4864,
            24,
            14,
            2,
            64,
            512,
            1e-6,
            1e6,
            new RopeScaling.None(),
            true,
            true,
            false,
            List.of(151_643));

    @Test
    @Tag("slow")
    @EnabledOnOs(OS.LINUX)
    void halfABillionParametersTrainInUnder8Gigabytes() throws IOException {
        LoraSpec lora = new LoraSpec(16, 32, LoraSpec.TARGETS);
        int[] prompt = new int[480];
        Arrays.setAll(prompt, i -> 100 + 37 * i % 40_000);
        try (Policy policy = Policy.fresh(SHAPE, 7, null, null, "fp32", 0, lora);
                TorchLearner learner =
                        policy.learner(OptimizerSpec.of(1e-4), new LearnerOptions(1024, 1, 0, true), batch -> {})) {
            List<Drawing> drawn = policy.generator()
                    .generate(
                            List.of(new Generator.Request("task", prompt)),
                            SamplingSpec.plain(8, 32),
                            new StreamKey(1, 1),
                            Progress.NONE,
                            (request, sample, token) -> {})
                    .get(0);
            List<Batch.GroupSamples> groups = new ArrayList<>();
            for (Drawing drawing : drawn) {
                // Each its own group, so that no prompt is shared and every sequence has its 512 tokens.
                double advantage = groups.size() % 2 == 0 ? 1 : -1;
                groups.add(new Batch.GroupSamples(
                        "task",
                        prompt,
                        List.of(new Batch.Sample(drawing.tokens(), 0, advantage, drawing.logProbs(), false))));
            }
            Update update = learner.update(new Batch(groups, 256, 8), ObjectiveSpec.DEFAULT.build(), 1);
            assertThat(update.gradientNorm()).isPositive();
            assertThat(update.logProbGap()).isLessThan(1e-3);
        }
        long peak = Files.readAllLines(Path.of("/proc/self/status")).stream()
                .filter(line -> line.startsWith("VmHWM"))
                .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")))
                .sum();
        LoggerFactory.getLogger(AdapterMemoryTest.class).info("peak resident memory {} MB", peak / 1024);
        assertThat(peak).isLessThan(8_000_000L);
    }
}
