package io.srpo.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.srpo.core.advantage.Batch;
import io.srpo.core.objective.ObjectiveSpec;
import io.srpo.core.rollout.RolloutEngine.Progress;
import io.srpo.core.rollout.RolloutEngine.StreamKey;
import io.srpo.core.rollout.SamplingSpec;
import io.srpo.engine.learn.LearnerOptions;
import io.srpo.engine.learn.OptimizerSpec;
import io.srpo.engine.learn.TorchLearner;
import io.srpo.engine.rollout.Drawing;
import io.srpo.engine.rollout.Generator;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import javax.management.JMException;
import javax.management.ObjectName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

class NativeMemoryTest {
    @Test
    @Tag("slow")
    @EnabledOnOs(OS.LINUX)
    void residentMemoryAfter2000StepsIsThatAfter200() throws IOException, InterruptedException {
        try (Policy policy = Fixture.open("tiny-qwen3");
                TorchLearner learner =
                        policy.learner(OptimizerSpec.of(1e-4), new LearnerOptions(256, 1, 0), batch -> {})) {
            Generator generator = policy.generator();
            long early = 0;
            for (int step = 1; step <= 2000; step++) {
                step(generator, learner, step);
                if (step == 200) {
                    early = resident();
                }
            }
            long late = resident();
            System.out.println("resident memory after 200 steps " + early + " kB, after 2,000 steps " + late + " kB");
            assertThat(late).isLessThan(early + early * 3 / 100);
        }
    }

    private static void step(Generator generator, TorchLearner learner, int step) {
        List<Generator.Request> requests = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            requests.add(new Generator.Request("task-" + i, new int[] {5 + i, 6, 7 + step % 50}));
        }
        List<List<Drawing>> drawn = generator.generate(
                requests, SamplingSpec.plain(4, 16), new StreamKey(1, step), Progress.NONE, (r, s, token) -> {});
        List<Batch.GroupSamples> groups = new ArrayList<>();
        long tokens = 0;
        for (int i = 0; i < 4; i++) {
            List<Batch.Sample> samples = new ArrayList<>();
            for (Drawing drawing : drawn.get(i)) {
                samples.add(new Batch.Sample(
                        drawing.tokens(), 0, samples.size() % 2 == 0 ? 1 : -1, drawing.logProbs(), false));
                tokens += drawing.tokens().length;
            }
            groups.add(new Batch.GroupSamples("task-" + i, requests.get(i).prompt(), samples));
        }
        learner.update(new Batch(groups, tokens, 16), ObjectiveSpec.DEFAULT.build(), step);
    }

    /**
     * Resident memory in kB once both heaps are tidied; the least of a few seconds. Neither the Java heap's breathing counts, nor what the JVM's compiler takes for a while, 7 to 16 MB, and leaves to the native heap as free
     * memory.
     */
    private static long resident() throws IOException, InterruptedException {
        System.gc();
        long least = Long.MAX_VALUE;
        for (int look = 0; look < 20; look++) {
            Thread.sleep(250);
            giveBackFreeMemory();
            least = Math.min(
                    least,
                    Files.readAllLines(Path.of("/proc/self/status")).stream()
                            .filter(line -> line.startsWith("VmRSS"))
                            .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")))
                            .sum());
        }
        return least;
    }

    /** What {@code jcmd PID System.trim_native_heap} does. */
    private static void giveBackFreeMemory() {
        try {
            ManagementFactory.getPlatformMBeanServer()
                    .invoke(
                            new ObjectName("com.sun.management:type=DiagnosticCommand"),
                            "systemTrimNativeHeap",
                            new Object[0],
                            new String[0]);
        } catch (JMException e) {
            System.out.println("this JVM keeps the native heap's free memory: " + e.getMessage());
        }
    }
}
