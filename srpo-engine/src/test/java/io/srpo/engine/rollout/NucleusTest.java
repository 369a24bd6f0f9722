package io.srpo.engine.rollout;

import static org.assertj.core.api.Assertions.assertThat;

import io.srpo.core.rollout.SamplingSpec;
import java.nio.FloatBuffer;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class NucleusTest {
    /** TokenWeights over the largest; probabilities 0.5, 0.25, 0.125, 0.0625, 0.0625 in mixed order. */
    private static final float[] WEIGHTS = {0.25f, 1f, 0.125f, 0.5f, 0.125f};

    private static TokenWeights weights(float[] all) {
        float[] sums = new float[(all.length + TokenWeights.BLOCK - 1) / TokenWeights.BLOCK];
        for (int i = 0; i < all.length; i++) {
            sums[i / TokenWeights.BLOCK] += all[i];
        }
        return new TokenWeights(FloatBuffer.wrap(all), 0, all.length, sums);
    }

    private static Set<Integer> drawn(double topP, int topK, double minP) {
        SamplingSpec spec = new SamplingSpec(1, 1, topP, topK, minP, 1, List.of());
        Nucleus nucleus = new Nucleus(spec, WEIGHTS.length);
        Set<Integer> tokens = new TreeSet<>();
        for (double u = 0; u < 1; u += 1 / 512.0) {
            tokens.add(nucleus.draw(weights(WEIGHTS), u));
        }
        return tokens;
    }

    @Test
    void topKKeepsTheLikeliestAndEqualOnesByTokenId() {
        assertThat(drawn(1, 1, 0)).containsExactly(1);
        assertThat(drawn(1, 4, 0)).containsExactly(0, 1, 2, 3);
    }

    @Test
    void topPKeepsTheFewestThatReachItsShare() {
        assertThat(drawn(0.5, 0, 0)).containsExactly(1);
        assertThat(drawn(0.51, 0, 0)).containsExactly(1, 3);
        assertThat(drawn(0.875, 0, 0)).containsExactly(0, 1, 3);
        assertThat(drawn(1, 0, 0)).hasSize(5);
    }

    @Test
    void topPIsAShareOfWhatTopKLeft() {
        assertThat(drawn(0.66, 2, 0)).containsExactly(1);
        assertThat(drawn(0.67, 2, 0)).containsExactly(1, 3);
    }

    @Test
    void minPDropsWhatIsTooFarBelowTheLikeliest() {
        assertThat(drawn(1, 0, 0.2)).containsExactly(0, 1, 3);
        assertThat(drawn(1, 0, 0.9)).containsExactly(1);
    }

    @Test
    void drawsFollowTheProbabilities() {
        Nucleus nucleus = new Nucleus(new SamplingSpec(1, 1, 1, 3, 0, 1, List.of()), WEIGHTS.length);
        int likeliest = 0;
        for (int i = 0; i < 7000; i++) {
            likeliest += nucleus.draw(weights(WEIGHTS), i / 7000.0) == 1 ? 1 : 0;
        }
        assertThat(likeliest).isBetween(3995, 4005);
    }

    /** Beside the same filters over a sorted distribution, of steep and of flat ones, with equal weights and zeros among them. */
    @Property(tries = 2000)
    void drawsAsIfSorted(
            @ForAll @IntRange(min = 1, max = 400) int tokens,
            @ForAll @DoubleRange(min = 0.01, max = 40) double spread,
            @ForAll @DoubleRange(min = 0.01, max = 1) double topP,
            @ForAll @IntRange(max = 500) int topK,
            @ForAll @DoubleRange(max = 0.9) double minP,
            @ForAll @DoubleRange(max = 1, maxIncluded = false) double uniform,
            @ForAll long seed) {
        float[] all = distribution(tokens, spread, seed);
        SamplingSpec spec = new SamplingSpec(1, 1, topP, topK, minP, 1, List.of());
        assertThat(new Nucleus(spec, tokens).draw(weights(all), uniform)).isEqualTo(bySorting(spec, all, uniform));
    }

    /** One likely token and thousands of unlikely ones, below each of the floors. */
    @ParameterizedTest
    @ValueSource(ints = {11, 14, 18, 21})
    void manyUnlikelyTokensCount(int exponent) {
        float weight = (float) Math.pow(2, -exponent);
        float[] all = new float[10_000];
        Arrays.fill(all, weight);
        all[4321] = 1;
        for (double topP : new double[] {0.5, 0.9, 0.999, 1}) {
            for (int topK : new int[] {0, 3, 7000}) {
                for (double minP : new double[] {0, weight / 2}) {
                    for (double uniform : new double[] {0, 0.4, 0.9, 0.9999}) {
                        SamplingSpec spec = new SamplingSpec(1, 1, topP, topK, minP, 1, List.of());
                        assertThat(new Nucleus(spec, all.length).draw(weights(all), uniform))
                                .as("%s at %s", spec, uniform)
                                .isEqualTo(bySorting(spec, all, uniform));
                    }
                }
            }
        }
    }

    /** The largest 1, some equal, some 0; multiples of 2 to the power of -17, whose sums come out alike in any order. */
    private static float[] distribution(int tokens, double spread, long seed) {
        Random random = new Random(seed);
        float[] all = new float[tokens];
        for (int i = 0; i < tokens; i++) {
            all[i] = Math.round(Math.exp(-spread * random.nextInt(1024) / 64) * (1 << 17)) / (float) (1 << 17);
        }
        all[random.nextInt(tokens)] = 1;
        return all;
    }

    private static int bySorting(SamplingSpec spec, float[] all, double uniform) {
        List<Integer> sorted = IntStream.range(0, all.length)
                .boxed()
                .sorted(Comparator.<Integer>comparingDouble(i -> -all[i]).thenComparing(i -> i))
                .toList();
        int kept = spec.topK() > 0 ? Math.min(spec.topK(), all.length) : all.length;
        kept = fewest(sorted.subList(0, kept), all, spec.topP());
        while (all[sorted.get(kept - 1)] < (float) spec.minP()) {
            kept--;
        }
        double target = uniform * mass(sorted.subList(0, kept), all);
        double reached = 0;
        int at = -1;
        while (reached <= target) {
            reached += all[sorted.get(++at)];
        }
        return sorted.get(at);
    }

    /** How many of the first have such a share of all. */
    private static int fewest(List<Integer> tokens, float[] all, double share) {
        double goal = share * mass(tokens, all);
        double sum = 0;
        int n = 0;
        while (n < tokens.size() && (n == 0 || sum < goal)) {
            sum += all[tokens.get(n++)];
        }
        return n;
    }

    private static double mass(List<Integer> tokens, float[] all) {
        return tokens.stream().mapToDouble(i -> all[i]).sum();
    }
}
