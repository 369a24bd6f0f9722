package io.srpo.engine.kernels;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.srpo.engine.torch.Dtype;
import io.srpo.engine.torch.Team;
import io.srpo.engine.torch.Torch;
import java.util.concurrent.atomic.AtomicInteger;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Beside the fp32 product of the same rounded numbers, which differs by the order of summing alone; where oneDNN is missing, also by the result's rounding. */
class WideProductTest {
    private static final double CLOSE = OneDnnTrial.passed(Dtype.BF16) ? 1e-5 : 1e-2;

    @BeforeAll
    static void start() {
        Torch.start(2);
    }

    @ParameterizedTest
    @CsvSource({"1, 1, 1", "1, 64, 48", "5, 33, 7", "64, 576, 960", "257, 100, 130"})
    void rowsTimesAMatrixAndTheGradientsOfBoth(int rows, int in, int out) {
        try (PointerScope scope = new PointerScope()) {
            Tensor x = half(torch.randn(rows, in));
            Tensor matrix = half(torch.randn(out, in));
            Tensor by = half(torch.randn(rows, out));
            check(x, matrix.t());
            check(by, matrix);
            check(by.t(), x);
        }
    }

    @Test
    void partsOfLargerMatrices() {
        try (PointerScope scope = new PointerScope()) {
            Tensor wide = half(torch.randn(40, 96));
            Tensor matrix = half(torch.randn(80, 96));
            check(
                    wide.narrow(0, 3, 30).narrow(1, 16, 64),
                    matrix.narrow(1, 32, 64).t());
            check(wide.narrow(1, 7, 33).t(), half(torch.randn(40, 20)));
            Tensor all = torch.full(new long[] {40, 30}, Torch.constant(7));
            WideProduct.multiply(
                    all.narrow(0, 10, 5).narrow(1, 4, 20),
                    wide.narrow(0, 0, 5),
                    matrix.narrow(0, 0, 20).t());
            assertThat(all.narrow(0, 0, 10).sub(Torch.constant(7)).abs_().max().item_float())
                    .isZero();
            assertThat(all.narrow(1, 24, 6).sub(Torch.constant(7)).abs_().max().item_float())
                    .isZero();
            Tensor expected =
                    wide32(wide.narrow(0, 0, 5), matrix.narrow(0, 0, 20).t());
            assertThat(distance(all.narrow(0, 10, 5).narrow(1, 4, 20), expected))
                    .isLessThan(CLOSE);
        }
    }

    @ParameterizedTest
    @CsvSource({"1, 3, 5, 8", "4, 384, 256, 64", "3, 21, 100, 33"})
    void manyAtOnceAndPartsOfThem(int times, int queries, int keys, int width) {
        try (PointerScope scope = new PointerScope()) {
            Tensor query = half(torch.randn(times, queries + 2, width)).narrow(1, 2, queries);
            Tensor key = half(torch.randn(times, keys + 3, width)).narrow(1, 0, keys);
            Tensor share = half(torch.randn(times, queries, keys));
            check(query, key.transpose(1, 2));
            check(share, key);
            check(share.transpose(1, 2), query);
        }
    }

    /** As decoding reads and writes them: some tokens of some places of a head, into some columns of a table. Dimensions of 1 among them. */
    @ParameterizedTest
    @CsvSource({
        "FP32, 3, 5, 3, 64, 64",
        "BF16, 3, 5, 3, 64, 64",
        "FP32, 2, 1, 3, 32, 16",
        "BF16, 2, 1, 3, 32, 16",
        "FP32, 1, 4, 1, 5, 32",
        "BF16, 1, 4, 1, 5, 32",
        "FP32, 2, 1, 1, 1, 16",
        "BF16, 2, 1, 1, 1, 16",
        "FP32, 1, 1, 2, 1, 16",
        "FP32, 2, 100, 3, 32, 8",
        "BF16, 2, 100, 3, 32, 8"
    })
    void someTokensOfSomePlaces(Dtype dtype, int heads, int places, int queries, int keys, int width) {
        try (PointerScope scope = new PointerScope()) {
            Tensor query = torch.randn(heads, places + 1, queries, width)
                    .to(dtype.type())
                    .narrow(1, 1, places);
            // Twice as many places as are read.
            Tensor cached = torch.randn(heads, 2L * places, 64, width)
                    .to(dtype.type())
                    .narrow(1, places, places)
                    .narrow(2, 0, keys);
            Tensor table = torch.full(new long[] {heads, places, queries, 100}, Torch.constant(7));
            Tensor expected = torch.full_like(table, Torch.constant(7));
            expected.narrow(3, 20, keys).copy_(wide32(query, cached.transpose(2, 3)));
            for (int h = 0; h < heads; h++) {
                WideProduct.multiply(
                        table.select(0, h).narrow(2, 20, keys),
                        query.select(0, h),
                        cached.select(0, h).transpose(1, 2));
            }
            assertThat(distance(table, expected)).isLessThan(CLOSE);
            for (int h = 0; h < heads; h++) {
                check(table.select(0, h).narrow(2, 20, keys).to(dtype.type()), cached.select(0, h));
            }
        }
    }

    @Test
    void twoDimensionsOfProductsAreRefused() {
        try (PointerScope scope = new PointerScope()) {
            Tensor four = half(torch.randn(2, 3, 4, 5));
            assertThatThrownBy(() -> WideProduct.multiply(Torch.empty(2, 3, 4, 4), four, four.transpose(2, 3)))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("4 dimensions");
        }
    }

    @Test
    void manyShapesByAllThreadsAtOnce() {
        AtomicInteger wrong = new AtomicInteger();
        Team.each(600, i -> {
            Tensor x = half(torch.randn(1 + i % 300, 24));
            Tensor matrix = half(torch.randn(16, 24));
            Tensor out = Torch.empty(1 + i % 300, 16);
            WideProduct.multiply(out, x, matrix.t());
            if (distance(out, wide32(x, matrix.t())) > CLOSE) {
                wrong.incrementAndGet();
            }
        });
        assertThat(wrong).hasValue(0);
    }

    private static void check(Tensor a, Tensor b) {
        Tensor expected = wide32(a, b);
        Tensor out = torch.full_like(expected, Torch.constant(Double.NaN));
        WideProduct.multiply(out, a, b);
        assertThat(distance(out, expected)).isLessThan(CLOSE);
        Tensor before = torch.randn_like(expected);
        Tensor sum = before.clone();
        WideProduct.add(sum, a, b);
        assertThat(distance(sum, expected.add(before))).isLessThan(CLOSE);
    }

    private static Tensor half(Tensor fp32) {
        return fp32.to(Dtype.BF16.type());
    }

    private static Tensor wide32(Tensor a, Tensor b) {
        return torch.matmul(a.to(Dtype.FP32.type()), b.to(Dtype.FP32.type()));
    }

    /** Relative to the greatest number expected. */
    private static double distance(Tensor actual, Tensor expected) {
        return actual.sub(expected).abs_().max().item_float()
                / expected.abs().max().item_float();
    }
}
