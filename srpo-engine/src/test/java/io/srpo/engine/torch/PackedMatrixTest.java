package io.srpo.engine.torch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.srpo.engine.Fixture;
import java.util.concurrent.atomic.AtomicInteger;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** Beside the plain fp32 product of the same numbers, rounded alike. */
class PackedMatrixTest {
    @BeforeEach
    void start() {
        Torch.start(Fixture.THREADS);
        assumeTrue(PackedMatrix.available(Dtype.FP32), "there is no oneDNN for this system");
    }

    @ParameterizedTest
    @CsvSource({
        "FP32, 1",
        "FP32, 3",
        "FP32, 8",
        "FP32, 33",
        "FP32, 300",
        "BF16, 1",
        "BF16, 3",
        "BF16, 8",
        "BF16, 33",
        "BF16, 300"
    })
    void multipliesAsTheMatrixItWasMadeOfWhateverTheRows(Dtype dtype, int rows) {
        try (PointerScope scope = new PointerScope()) {
            Tensor matrix = torch.randn(100, 72).to(dtype.type());
            Tensor x = torch.randn(rows, 72).to(dtype.type());
            Tensor expected = plain(x, matrix);
            try (PackedMatrix packed = new PackedMatrix(matrix, dtype, 8)) {
                matrix.zero_();
                Tensor actual = torch.full(new long[] {rows, 100}, Torch.constant(Double.NaN));
                packed.multiply(actual, x);
                assertThat(distance(actual, expected)).isLessThan(1e-4f);
                packed.add(actual, x);
                assertThat(distance(actual, expected.add(expected))).isLessThan(1e-4f);
            }
        }
    }

    @ParameterizedTest
    @EnumSource(Dtype.class)
    void readsAndWritesPartsOfLargerTensors(Dtype dtype) {
        try (PointerScope scope = new PointerScope()) {
            Tensor matrix = torch.randn(48, 64).to(dtype.type());
            Tensor x = torch.randn(20, 96).to(dtype.type()).narrow(0, 5, 9).narrow(1, 32, 64);
            Tensor all = torch.full(new long[] {9, 80}, Torch.constant(7));
            try (PackedMatrix packed = new PackedMatrix(matrix, dtype, 16)) {
                packed.multiply(all.narrow(1, 16, 48), x);
            }
            assertThat(distance(all.narrow(1, 16, 48), plain(x, matrix))).isLessThan(1e-4f);
            assertThat(distance(all.narrow(1, 0, 16), torch.full(new long[] {9, 16}, Torch.constant(7))))
                    .isZero();
            assertThat(distance(all.narrow(1, 64, 16), torch.full(new long[] {9, 16}, Torch.constant(7))))
                    .isZero();
        }
    }

    @ParameterizedTest
    @EnumSource(Dtype.class)
    void manyMatricesByAllThreadsAtOnce(Dtype dtype) {
        AtomicInteger wrong = new AtomicInteger();
        Team.each(400, i -> {
            Tensor matrix = torch.randn(16 + 16 * (i % 5), 24).to(dtype.type());
            Tensor x = torch.randn(1 + i % 70, 24).to(dtype.type());
            Tensor out = Torch.empty(x.size(0), matrix.size(0));
            try (PackedMatrix packed = new PackedMatrix(matrix, dtype, 64)) {
                packed.multiply(out, x);
            }
            if (!(distance(out, plain(x, matrix)) < 1e-4f)) {
                wrong.incrementAndGet();
            }
        });
        assertThat(wrong).hasValue(0);
    }

    private static Tensor plain(Tensor x, Tensor matrix) {
        return torch.mm(x.to(Dtype.FP32.type()), matrix.to(Dtype.FP32.type()).t());
    }

    private static float distance(Tensor actual, Tensor expected) {
        return actual.sub(expected).abs_().max().item_float();
    }
}
