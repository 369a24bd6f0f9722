package io.srpo.engine.learn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.srpo.engine.Fixture;
import io.srpo.engine.torch.Torch;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.Tensor;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Beside the paper's formulas in double precision. */
class AdamWTest {
    /** More than one slice, and an odd rest. */
    private static final int LENGTH = 300_007;

    /** Of these weight decay shrinks so many. */
    private static final int DECAYED = 100_000;

    @ParameterizedTest
    @ValueSource(doubles = {0, 1e9, 1})
    void movesAsTheFormulasSay(double clipNorm) {
        Torch.start(Fixture.THREADS);
        OptimizerSpec spec =
                new OptimizerSpec(1e-3, 0.9, 0.95, 1e-8, 0.1, clipNorm, 0, OptimizerSpec.Schedule.CONSTANT, 0);
        SplittableRandom random = new SplittableRandom(5);
        double[] expected = normal(random, 0.05);
        double[] mean = new double[LENGTH];
        double[] square = new double[LENGTH];
        try (PointerScope scope = new PointerScope()) {
            Tensor weights = Torch.floats(floats(expected), LENGTH);
            Tensor gradients = Torch.zeros(LENGTH);
            try (AdamW optimizer = new AdamW(spec, weights, gradients, List.of(weights.narrow(0, 0, DECAYED)))) {
                for (int t = 1; t <= 4; t++) {
                    double[] by = normal(random, 0.01);
                    double norm = Math.sqrt(Arrays.stream(by).map(g -> g * g).sum());
                    Torch.write(gradients, floats(by));
                    assertThat(optimizer.gradientNorm()).isCloseTo(norm, within(1e-4 * norm));
                    optimizer.step(norm);
                    double shrink = clipNorm > 0 && norm > clipNorm ? clipNorm / norm : 1;
                    for (int i = 0; i < LENGTH; i++) {
                        double g = by[i] * shrink;
                        mean[i] = spec.beta1() * mean[i] + (1 - spec.beta1()) * g;
                        square[i] = spec.beta2() * square[i] + (1 - spec.beta2()) * g * g;
                        double m = mean[i] / (1 - Math.pow(spec.beta1(), t));
                        double v = square[i] / (1 - Math.pow(spec.beta2(), t));
                        double kept = i < DECAYED ? 1 - spec.learningRate() * spec.weightDecay() : 1;
                        expected[i] = kept * expected[i] - spec.learningRate() * m / (Math.sqrt(v) + spec.epsilon());
                    }
                    assertThat(Torch.array(gradients)).containsOnly(0f);
                }
                float[] moved = Torch.array(weights);
                double off = 0;
                for (int i = 0; i < LENGTH; i++) {
                    off = Math.max(off, Math.abs(moved[i] - expected[i]));
                }
                assertThat(off).isLessThan(1e-6);
                assertThat(optimizer.steps()).isEqualTo(4);
            }
        }
    }

    private static double[] normal(SplittableRandom random, double deviation) {
        double[] values = new double[LENGTH];
        for (int i = 0; i < LENGTH; i++) {
            // Twelve uniform numbers' sum is all but normal.
            double sum = -6;
            for (int k = 0; k < 12; k++) {
                sum += random.nextDouble();
            }
            values[i] = (float) (deviation * sum);
        }
        return values;
    }

    private static float[] floats(double[] values) {
        float[] result = new float[values.length];
        for (int i = 0; i < values.length; i++) {
            result[i] = (float) values[i];
        }
        return result;
    }
}
