package io.srpo.engine.rollout;

import static org.assertj.core.api.Assertions.assertThat;

import io.srpo.core.rollout.SamplingSpec;
import java.nio.FloatBuffer;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

class NucleusTest {
    /** Weights over the largest; probabilities 0.5, 0.25, 0.125, 0.0625, 0.0625 in mixed order. */
    private static final float[] WEIGHTS = {0.25f, 1f, 0.125f, 0.5f, 0.125f};

    private static Set<Integer> drawn(double topP, int topK, double minP) {
        SamplingSpec spec = new SamplingSpec(1, 1, topP, topK, minP, 1, List.of());
        Nucleus nucleus = new Nucleus(spec, WEIGHTS.length);
        Set<Integer> tokens = new TreeSet<>();
        for (double u = 0; u < 1; u += 1 / 512.0) {
            tokens.add(nucleus.draw(FloatBuffer.wrap(WEIGHTS), 0, 2, u));
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
            likeliest += nucleus.draw(FloatBuffer.wrap(WEIGHTS), 0, 2, i / 7000.0) == 1 ? 1 : 0;
        }
        assertThat(likeliest).isBetween(3995, 4005);
    }
}
