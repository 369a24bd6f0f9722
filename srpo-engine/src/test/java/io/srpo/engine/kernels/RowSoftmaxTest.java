package io.srpo.engine.kernels;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.srpo.engine.Fixture;
import io.srpo.engine.torch.Dtype;
import io.srpo.engine.torch.Torch;
import java.util.Random;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.Tensor;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Beside the formulas in double precision; few elements are libtorch's, many oneDNN's. The cases in bf16 run where the processor has it; the others run everywhere. */
class RowSoftmaxTest {
    private final Random random = new Random(5);

    @BeforeEach
    void start() {
        Torch.start(Fixture.THREADS);
    }

    @ParameterizedTest
    @CsvSource({"FP32, 3, 33", "FP32, 400, 97", "FP32, 1024, 64", "BF16, 3, 33", "BF16, 400, 97", "BF16, 1024, 64"})
    void sharesSumToOneAndMaskedColumnsGetNone(Dtype dtype, int rows, int columns) {
        assumeTrue(dtype == Dtype.FP32 || OneDnnTrial.passed(dtype), "this processor has no bf16");
        try (PointerScope scope = new PointerScope()) {
            float[] scores = numbers(rows * columns, 6);
            for (int i = 0; i < rows; i++) {
                scores[i * columns + i % columns] = Float.NEGATIVE_INFINITY;
            }
            Tensor out = Torch.empty(dtype, rows, columns);
            RowSoftmax.into(out, Torch.floats(scores, rows, columns));
            assertClose(out, softmax(scores, columns), dtype, 1e-30);
        }
    }

    @ParameterizedTest
    @CsvSource({"5, 20", "400, 97"})
    void mayWriteWhereItReads(int rows, int columns) {
        try (PointerScope scope = new PointerScope()) {
            float[] scores = numbers(rows * columns, 3);
            Tensor both = Torch.floats(scores, rows, columns);
            RowSoftmax.into(both, both);
            assertClose(both, softmax(scores, columns), Dtype.FP32, 0);
        }
    }

    @ParameterizedTest
    @CsvSource({"FP32, 3, 33", "FP32, 400, 97", "FP32, 1024, 64", "BF16, 3, 33", "BF16, 400, 97", "BF16, 1024, 64"})
    void theDerivativeFollowsTheFormula(Dtype dtype, int rows, int columns) {
        assumeTrue(dtype == Dtype.FP32 || OneDnnTrial.passed(dtype), "this processor has no bf16");
        try (PointerScope scope = new PointerScope()) {
            float[] scores = numbers(rows * columns, 2);
            float[] by = numbers(rows * columns, 1);
            Tensor shares = Torch.floats(scores, rows, columns);
            RowSoftmax.into(shares, shares);
            Tensor out = Torch.empty(dtype, rows, columns);
            RowSoftmax.back(out, Torch.floats(by, rows, columns), shares);
            double[] expected = softmax(scores, columns);
            for (int r = 0; r < rows; r++) {
                double mean = 0;
                for (int i = r * columns; i < (r + 1) * columns; i++) {
                    mean += expected[i] * by[i];
                }
                for (int i = r * columns; i < (r + 1) * columns; i++) {
                    expected[i] *= by[i] - mean;
                }
            }
            assertClose(out, expected, dtype, 2e-7);
        }
    }

    private float[] numbers(int count, double size) {
        float[] numbers = new float[count];
        for (int i = 0; i < count; i++) {
            numbers[i] = (float) (size * random.nextGaussian());
        }
        return numbers;
    }

    private static double[] softmax(float[] scores, int columns) {
        double[] shares = new double[scores.length];
        for (int row = 0; row < scores.length; row += columns) {
            double sum = 0;
            for (int i = row; i < row + columns; i++) {
                shares[i] = Math.exp(scores[i]);
                sum += shares[i];
            }
            for (int i = row; i < row + columns; i++) {
                shares[i] /= sum;
            }
        }
        return shares;
    }

    /** To the last bits of the number type, and as far as sums of fp32 cancel. */
    private static void assertClose(Tensor actual, double[] expected, Dtype dtype, double floor) {
        float[] numbers = Torch.array(actual.to(Dtype.FP32.type()));
        double step = dtype == Dtype.FP32 ? 5e-6 : Math.pow(2, -8) * 1.001;
        for (int i = 0; i < expected.length; i++) {
            assertThat((double) numbers[i]).isCloseTo(expected[i], within(step * Math.abs(expected[i]) + floor));
        }
    }
}
