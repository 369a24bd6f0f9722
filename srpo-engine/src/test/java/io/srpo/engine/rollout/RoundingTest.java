package io.srpo.engine.rollout;

import static org.assertj.core.api.Assertions.assertThat;

import io.srpo.core.rollout.RolloutEngine.Progress;
import io.srpo.core.rollout.RolloutEngine.StreamKey;
import io.srpo.core.rollout.SamplingSpec;
import io.srpo.engine.Fixture;
import io.srpo.engine.Policy;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

/**
 * How often a place in the batch decides what a rollout draws: products of other sizes add in another order, and a uniform number may fall between the two results. The
 * flatter the distribution, the more borders there are for it to fall on: after random tokens SmolLM2 had 7.5 such draws in a thousand.
 */
class RoundingTest {
    private static final int PROMPTS = 60;
    private static final int TEXTS = 16;

    @Test
    void ofManyDrawsOfTinyModelsHardlyOneIsDecidedByRounding() {
        long[] counts = new long[2];
        for (String name : Fixture.TINY) {
            try (Policy policy = Fixture.open(name)) {
                List<int[]> prompts = new ArrayList<>();
                for (int p = 0; p < PROMPTS; p++) {
                    prompts.add(new int[] {5 + p, 40, 41 + p % 3, 9, 30});
                }
                count(policy, prompts, 40, counts);
            }
        }
        report("tiny models", counts, 5e-4);
    }

    @Test
    @Tag("real")
    void ofManyDrawsOfSmolLmHardlyOneIsDecidedByRounding() {
        long[] counts = new long[2];
        try (Policy policy = Fixture.openReal()) {
            List<int[]> prompts = new ArrayList<>();
            for (int p = 0; p < TEXTS; p++) {
                prompts.add(policy.tokenizer()
                        .encode("Question: Tom has " + (3 + p)
                                + " apples and buys 5 more. How many has he now?\nAnswer:"));
            }
            count(policy, prompts, 24, counts);
        }
        report("SmolLM2-135M", counts, 5e-3);
    }

    private static void report(String what, long[] counts, double most) {
        LoggerFactory.getLogger(RoundingTest.class)
                .info(
                        "{}: {} of {} draws decided by rounding ({})",
                        what,
                        counts[0],
                        counts[1],
                        (double) counts[0] / counts[1]);
        assertThat(counts[1]).isGreaterThan(500);
        assertThat((double) counts[0] / counts[1]).isLessThan(most);
    }

    /** Adds the draws that differ first between a wide and a narrow batch, and all draws up to there. */
    private static void count(Policy policy, List<int[]> prompts, int length, long[] counts) {
        List<List<Drawing>> wide = draw(policy, prompts, 1000, length);
        List<List<Drawing>> narrow = draw(policy, prompts, 7, length);
        for (int p = 0; p < prompts.size(); p++) {
            for (int s = 0; s < 2; s++) {
                int[] a = wide.get(p).get(s).tokens();
                int[] b = narrow.get(p).get(s).tokens();
                int same = 0;
                while (same < a.length && same < b.length && a[same] == b[same]) {
                    same++;
                }
                boolean differ = same < a.length || same < b.length;
                counts[0] += differ ? 1 : 0;
                counts[1] += same + (differ ? 1 : 0);
            }
        }
    }

    private static List<List<Drawing>> draw(Policy policy, List<int[]> prompts, int rows, int length) {
        List<Generator.Request> requests = new ArrayList<>();
        for (int[] prompt : prompts) {
            requests.add(new Generator.Request("task-" + requests.size(), prompt));
        }
        return policy.generator(new MemoryPlan(1L << 40, rows))
                .generate(
                        requests,
                        SamplingSpec.plain(2, length),
                        new StreamKey(5, 1),
                        Progress.NONE,
                        (request, sample, token) -> {});
    }
}
