package io.srpo.engine.decoder;

import static org.assertj.core.api.Assertions.assertThat;

import io.srpo.engine.Fixture;
import io.srpo.engine.torch.Dtype;
import io.srpo.engine.torch.Torch;
import java.util.List;
import java.util.stream.IntStream;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Both kinds beside libtorch's fp32 product of the same numbers, rounded alike. */
class MatrixTest {
    private static final int ROWS = 21;
    private static final int IN = 40;

    @BeforeEach
    void start() {
        Torch.start(Fixture.THREADS);
    }

    @ParameterizedTest
    @CsvSource({
        "FP32, false, 100, 1",
        "FP32, false, 200, 2",
        "FP32, true, 100, 1",
        "FP32, true, 200, 2",
        "BF16, true, 100, 1",
        "BF16, true, 200, 2",
        "BF16, true, 6, 2",
        "BF16, true, 1, 1"
    })
    void followsTheWeightForwardBackAndInColumns(Dtype dtype, boolean laidOut, int out, int stacked) {
        try (PointerScope scope = new PointerScope()) {
            Tensor first = torch.randn(out, IN);
            Matrix made = laidOut
                    ? new LaidOutMatrix(dtype, first, stacked)
                    : PlainMatrix.copyOf(Products.of(dtype), first, stacked);
            try (Matrix matrix = made) {
                matrix.put(first);
                matrix.readyForBack(first);
                check(matrix, first, stacked);
                Tensor later = torch.randn(out, IN);
                matrix.put(later);
                check(matrix, later, stacked);
            }
        }
    }

    private static void check(Matrix matrix, Tensor weight, int stacked) {
        Dtype dtype = matrix.dtype();
        Tensor x = torch.randn(ROWS, IN).to(dtype.type());
        Tensor by = torch.randn(ROWS, weight.size(0)).to(dtype.type());
        Tensor rounded = fp32(weight.to(dtype.type()));
        Tensor product = torch.mm(fp32(x), rounded.t());
        Tensor into = Torch.empty(ROWS, weight.size(0));
        matrix.apply(parts(into, stacked), x, null);
        near(into, product);
        if (stacked == 1) {
            Tensor bias = torch.randn(weight.size(0));
            matrix.apply(into, x, bias);
            near(into, product.add(bias));
            matrix.add(into, x);
            near(into, product.add(product).add(bias));
        }
        Tensor back = Torch.empty(ROWS, IN);
        matrix.back(back, parts(by, stacked));
        near(back, torch.mm(fp32(by), rounded));
        List<Columns> columns = matrix.columns();
        if (stacked == 1) {
            into.zero_();
            for (Columns some : columns) {
                some.multiply(some.of(into), x);
            }
            near(into, product);
        } else {
            long half = weight.size(0) / 2;
            Tensor expected = torch.silu(product.narrow(1, 0, half)).mul(product.narrow(1, half, half));
            Tensor gate = Torch.empty(ROWS, half);
            Tensor gated = Torch.empty(ROWS, half);
            for (Columns some : columns) {
                some.gated(some.of(gated), some.of(gate), x);
            }
            near(gated, expected);
        }
        columns.forEach(Columns::close);
    }

    /** The columns of each of the matrices. */
    private static List<Tensor> parts(Tensor all, int stacked) {
        long columns = all.size(1) / stacked;
        return IntStream.range(0, stacked)
                .mapToObj(s -> all.narrow(1, s * columns, columns))
                .toList();
    }

    private static Tensor fp32(Tensor tensor) {
        return tensor.to(Dtype.FP32.type());
    }

    private static void near(Tensor actual, Tensor expected) {
        assertThat(actual.sub(expected).abs().max().item_float()).isLessThan(1e-4f);
    }
}
