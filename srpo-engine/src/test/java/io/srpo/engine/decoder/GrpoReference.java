package io.srpo.engine.decoder;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import io.srpo.engine.Fixture;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.assertj.core.data.Percentage;

/** The GRPO batch of a {@code reference.json}, its clipped token-mean objective written out plainly. */
final class GrpoReference implements PackedPass.TokenLoss {
    private final List<Pack.Family> families = new ArrayList<>();
    private final List<Double> old = new ArrayList<>();
    private final List<Double> expected = new ArrayList<>();
    private final List<Double> advantages = new ArrayList<>();
    private final List<Integer> rows = new ArrayList<>();
    private final List<Integer> tokens = new ArrayList<>();
    private final Pack pack;
    private final double[] clip;
    private double loss;
    private double[] logProbs = {};

    GrpoReference(JsonNode grpo) {
        clip = Fixture.doubles(grpo.get("clip"));
        for (JsonNode group : grpo.get("groups")) {
            List<int[]> inputs = new ArrayList<>();
            for (JsonNode rollout : group.get("rollouts")) {
                int[] response = Fixture.ints(rollout.get("response"));
                inputs.add(Arrays.copyOf(response, response.length - 1));
            }
            families.add(new Pack.Family(Fixture.ints(group.get("prompt")), inputs));
        }
        pack = Pack.of(families);
        int g = 0;
        for (JsonNode group : grpo.get("groups")) {
            int r = 0;
            for (JsonNode rollout : group.get("rollouts")) {
                int[] response = Fixture.ints(rollout.get("response"));
                for (int i = 0; i < response.length; i++) {
                    rows.add(pack.predictor(g, r, i));
                    tokens.add(response[i]);
                    old.add(rollout.get("old_log_probs").get(i).asDouble());
                    expected.add(rollout.get("log_probs").get(i).asDouble());
                    advantages.add(rollout.get("advantage").asDouble());
                }
                r++;
            }
            g++;
        }
    }

    Pack pack() {
        return pack;
    }

    int[] rows() {
        return rows.stream().mapToInt(Integer::intValue).toArray();
    }

    int[] tokens() {
        return tokens.stream().mapToInt(Integer::intValue).toArray();
    }

    double loss() {
        return loss;
    }

    @Override
    public double[] knownGradient() {
        return null;
    }

    @Override
    public double[] gradient(double[] current, double[] entropies) {
        logProbs = current;
        double[] gradient = new double[current.length];
        for (int i = 0; i < current.length; i++) {
            double ratio = Math.exp(current[i] - old.get(i));
            double a = advantages.get(i);
            double clipped = Math.min(Math.max(ratio, 1 - clip[0]), 1 + clip[1]) * a;
            loss -= Math.min(ratio * a, clipped) / current.length;
            gradient[i] = ratio * a <= clipped ? -ratio * a / current.length : 0;
        }
        return gradient;
    }

    void assertLogProbs(double tolerance) {
        for (int i = 0; i < logProbs.length; i++) {
            assertThat(logProbs[i]).isCloseTo(expected.get(i), within(tolerance));
        }
    }

    /** Norms and samples within {@code percent}, samples near zero within that share of the root mean square entry. */
    static void assertGradients(Parameters gradients, JsonNode grpo, double percent) {
        assertThat(grpo.get("grad_norms").size())
                .isEqualTo(gradients.layout().slots().size());
        grpo.get("grad_norms").properties().forEach(entry -> {
            float[] gradient = gradients.read(entry.getKey());
            double norm = 0;
            for (float g : gradient) {
                norm += (double) g * g;
            }
            norm = Math.sqrt(norm);
            assertThat(norm)
                    .as("norm of %s", entry.getKey())
                    .isCloseTo(entry.getValue().asDouble(), Percentage.withPercentage(percent));
            double[] samples = Fixture.doubles(grpo.get("grad_samples").get(entry.getKey()));
            int[] places = {0, gradient.length / 3, gradient.length - 1};
            double typical = norm / Math.sqrt(gradient.length);
            for (int i = 0; i < places.length; i++) {
                assertThat((double) gradient[places[i]])
                        .as("entry %d of %s", places[i], entry.getKey())
                        .isCloseTo(samples[i], within(percent / 100 * Math.max(Math.abs(samples[i]), typical)));
            }
        });
    }
}
