package io.srpo.engine.kernels;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.srpo.engine.Fixture;
import io.srpo.engine.torch.Dtype;
import io.srpo.engine.torch.Team;
import io.srpo.engine.torch.Torch;
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
        assumeTrue(OneDnnTrial.passed(Dtype.FP32), "there is no oneDNN for this system");
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
            try (PackedMatrix packed = new PackedMatrix(matrix.t(), 8)) {
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
            try (PackedMatrix packed = new PackedMatrix(matrix.t(), 16)) {
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
    void takesAnotherMatrixOfTheSameSizesAndNoOther(Dtype dtype) {
        try (PointerScope scope = new PointerScope()) {
            Tensor x = torch.randn(9, 72).to(dtype.type());
            Tensor later = torch.randn(100, 72).to(dtype.type());
            Tensor actual = Torch.empty(9, 100);
            try (PackedMatrix packed =
                    new PackedMatrix(torch.randn(100, 72).to(dtype.type()).t(), 8)) {
                packed.put(later.t());
                packed.multiply(actual, x);
                assertThat(distance(actual, plain(x, later))).isLessThan(1e-4f);
                Tensor turned = torch.randn(72, 100).to(dtype.type());
                assertThatThrownBy(() -> packed.put(turned)).isInstanceOf(IllegalArgumentException.class);
            }
        }
    }

    /** As keys and values of a prompt: several heads, of any length, whatever the answers left. */
    @ParameterizedTest
    @CsvSource({
        "1, 1, 1",
        "1, 24, 80",
        "2, 1, 2",
        "2, 3, 1",
        "2, 1, 112",
        "3, 24, 80",
        "3, 3, 33",
        "3, 1, 1",
        "4, 200, 97"
    })
    void severalMatricesAtOnceInPartsOfLargerTensors(int times, int rows, int length) {
        for (Dtype dtype : Dtype.values()) {
            try (PointerScope scope = new PointerScope()) {
                Tensor keys = torch.randn(times, length, 16).to(dtype.type()).transpose(1, 2);
                Tensor values = torch.randn(times, length, 16).to(dtype.type());
                Tensor queries = torch.randn(times, rows, 16).to(dtype.type());
                Tensor table = torch.full(new long[] {times, rows, length + 5L}, Torch.constant(7));
                try (PackedMatrix packed = new PackedMatrix(keys, 24)) {
                    packed.multiply(table.narrow(2, 3, length), queries);
                }
                Tensor fp32 = queries.to(Dtype.FP32.type());
                Tensor expected = torch.full(new long[] {times, rows, length + 5L}, Torch.constant(7));
                expected.narrow(2, 3, length).copy_(torch.matmul(fp32, keys.to(Dtype.FP32.type())));
                assertThat(distance(table, expected)).isLessThan(1e-4f);
                Tensor shares =
                        torch.rand(times, rows, length + 5L).to(dtype.type()).narrow(2, 4, length);
                Tensor mixed = torch.randn(times, rows, 16);
                Tensor sum = mixed.add(torch.matmul(shares.to(Dtype.FP32.type()), values.to(Dtype.FP32.type())));
                try (PackedMatrix packed = new PackedMatrix(values, 24)) {
                    packed.add(mixed, shares);
                }
                assertThat(distance(mixed, sum)).isLessThan(1e-4f);
            }
        }
    }

    @ParameterizedTest
    @CsvSource({"FP32, 1", "FP32, 40", "BF16, 1", "BF16, 40"})
    void gatesWhatItMultiplies(Dtype dtype, int rows) {
        try (PointerScope scope = new PointerScope()) {
            Tensor gate = torch.randn(48, 72).to(dtype.type());
            Tensor up = torch.randn(48, 72).to(dtype.type());
            Tensor x = torch.randn(rows, 72).to(dtype.type());
            Tensor room = torch.full(new long[] {rows, 100}, Torch.constant(7));
            Tensor out = torch.full(new long[] {rows, 100}, Torch.constant(7)).to(dtype.type());
            try (PackedMatrix ofGate = new PackedMatrix(gate.t(), 64);
                    PackedMatrix ofUp = new PackedMatrix(up.t(), 64)) {
                ofGate.silu(room.narrow(1, 20, 48), x);
                ofUp.times(out.narrow(1, 20, 48), x, room.narrow(1, 20, 48));
                Tensor apart = Torch.empty(rows, 48);
                assertThatThrownBy(() -> ofUp.times(out.narrow(1, 20, 48), x, apart))
                        .isInstanceOf(IllegalArgumentException.class)
                        .hasMessageContaining("48 apart, the result's 100");
            }
            Tensor expected = torch.full(new long[] {rows, 100}, Torch.constant(7));
            expected.narrow(1, 20, 48).copy_(torch.silu(plain(x, gate)).mul_(plain(x, up)));
            Tensor most = expected.abs().add_(Torch.ONE);
            assertThat(distance(out.to(Dtype.FP32.type()).div_(most), expected.div(most)))
                    .isLessThan(dtype == Dtype.FP32 ? 1e-5f : 5e-3f);
        }
    }

    /** As decoding takes them of scores: several heads, rounded as they are written, and their sums. */
    @ParameterizedTest
    @CsvSource({"FP32, 24, 80", "FP32, 3, 1", "FP32, 1, 33", "BF16, 24, 80", "BF16, 3, 1", "BF16, 1, 33"})
    void exponentialsOfWhatItMultipliesAndTheirSums(Dtype dtype, int rows, int length) {
        try (PointerScope scope = new PointerScope()) {
            Tensor keys = torch.randn(2, length, 16).to(dtype.type()).transpose(1, 2);
            Tensor queries = torch.randn(2, rows, 16).to(dtype.type());
            Tensor all = Torch.zeros(dtype, 2, rows, length + 5L);
            try (PackedMatrix packed = new PackedMatrix(keys, 24)) {
                PackedMatrix.bindExponentials(all.narrow(2, 3, length), queries).run(packed);
            }
            Tensor expected = torch.exp(torch.matmul(queries.to(Dtype.FP32.type()), keys.to(Dtype.FP32.type())));
            Tensor actual = all.to(Dtype.FP32.type());
            assertThat(distance(actual.narrow(2, 3, length).div(expected), torch.ones_like(expected)))
                    .isLessThan(dtype == Dtype.FP32 ? 2e-5f : 5e-3f);
            Tensor sums = Torch.empty(2, rows, 1);
            RowSum.into(sums, all);
            Tensor exact = actual.sum(new long[] {-1}, true, Torch.SAME_TYPE);
            assertThat(distance(sums.div(exact), torch.ones_like(exact))).isLessThan(1e-5f);
        }
    }

    @ParameterizedTest
    @CsvSource({"FP32, 1, 1", "FP32, 7, 96", "FP32, 30, 2144", "BF16, 1, 1", "BF16, 7, 96", "BF16, 30, 2144"})
    void softmaxGivesNothingToWhatIsMinusInfinity(Dtype dtype, int rows, int columns) {
        try (PointerScope scope = new PointerScope()) {
            Tensor scores = torch.randn(rows, columns).mul_(Torch.constant(8));
            if (columns > 1) {
                scores.narrow(1, columns / 2, columns / 4 + 1).fill_(Torch.constant(Double.NEGATIVE_INFINITY));
            }
            Tensor out = Torch.empty(dtype, rows, columns);
            RowSoftmax.into(out, scores);
            Tensor actual = out.to(Dtype.FP32.type());
            assertThat(distance(actual, torch.softmax(scores, -1))).isLessThan(dtype == Dtype.FP32 ? 1e-6f : 2e-3f);
            if (columns > 1) {
                assertThat(actual.narrow(1, columns / 2, columns / 4 + 1)
                                .abs_()
                                .max()
                                .item_float())
                        .isZero();
            }
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
            try (PackedMatrix packed = new PackedMatrix(matrix.t(), 64)) {
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
