package io.srpo.engine.kernels;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.srpo.engine.Fixture;
import io.srpo.engine.torch.Dtype;
import io.srpo.engine.torch.Torch;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Beside the formula in double precision. */
class RowNormTest {
    private static final double EPSILON = 1e-5;

    @BeforeEach
    void start() {
        Torch.start(Fixture.THREADS);
    }

    @ParameterizedTest
    @CsvSource({
        "FP32, 1, 64",
        "FP32, 3, 33",
        "FP32, 32, 576",
        "FP32, 200, 72",
        "BF16, 1, 64",
        "BF16, 3, 33",
        "BF16, 32, 576",
        "BF16, 200, 72"
    })
    void followsTheFormulaAndWritesItsRowsOnly(Dtype dtype, int rows, int width) {
        assumeTrue(dtype == Dtype.FP32 || OneDnnTrial.passed(dtype), "this processor has no bf16");
        try (PointerScope scope = new PointerScope();
                RowNorm norm = new RowNorm(width, EPSILON, 200)) {
            Tensor x = torch.randn(rows, width);
            x.select(0, 0).mul_(Torch.constant(1e-3));
            Tensor weight = torch.randn(width);
            Tensor all =
                    torch.full(new long[] {rows + 2, width}, Torch.constant(7)).to(dtype.type());
            norm.into(all.narrow(0, 1, rows), x, weight);
            float[] actual = Torch.array(all.to(Dtype.FP32.type()));
            float[] from = Torch.array(x);
            float[] weights = Torch.array(weight);
            double step = dtype == Dtype.FP32 ? 1e-6 : Math.pow(2, -8) * 1.001;
            for (int r = 0; r < rows; r++) {
                double square = 0;
                for (int i = 0; i < width; i++) {
                    square += (double) from[r * width + i] * from[r * width + i];
                }
                double scale = 1 / Math.sqrt(square / width + EPSILON);
                for (int i = 0; i < width; i++) {
                    double expected = from[r * width + i] * scale * weights[i];
                    assertThat((double) actual[(r + 1) * width + i])
                            .isCloseTo(expected, within(step * Math.abs(expected) + 1e-30));
                }
            }
            for (int i = 0; i < width; i++) {
                assertThat(actual[i]).isEqualTo(7);
                assertThat(actual[(rows + 1) * width + i]).isEqualTo(7);
            }
        }
    }

    @ParameterizedTest
    @CsvSource({"FP32", "BF16"})
    void aRowThatIsNotFiniteHarmsNoOther(Dtype dtype) {
        try (PointerScope scope = new PointerScope();
                RowNorm norm = new RowNorm(64, EPSILON, 8)) {
            Tensor x = torch.ones(3, 64);
            x.select(0, 1).fill_(Torch.constant(Double.NaN));
            x.select(0, 2).zero_();
            Tensor out = Torch.empty(dtype, 3, 64);
            norm.into(out, x, torch.ones(64));
            float[] actual = Torch.array(out.to(Dtype.FP32.type()));
            for (int i = 0; i < 64; i++) {
                assertThat(actual[i]).isEqualTo(1, within(1e-5f));
                assertThat(actual[64 + i]).isNaN();
                assertThat(actual[128 + i]).isZero();
            }
        }
    }
}
