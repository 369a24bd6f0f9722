package io.srpo.engine.kernels;

import static org.assertj.core.api.Assertions.assertThat;

import io.srpo.engine.Fixture;
import io.srpo.engine.torch.Dtype;
import io.srpo.engine.torch.Torch;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Activation and derivative beside those worked out in double precision from their formulas. */
class GatedSiluTest {
    @BeforeEach
    void start() {
        Torch.start(Fixture.THREADS);
    }

    @ParameterizedTest
    @CsvSource({
        "FP32, 5, 88",
        "FP32, 131, 1000",
        "BF16, 1, 1",
        "BF16, 5, 88",
        "BF16, 131, 1000",
        "BF16, 64, 1024",
        "BF16, 200, 1536"
    })
    void followsItsFormula(Dtype dtype, long rows, long columns) {
        try (PointerScope scope = new PointerScope()) {
            Tensor gate = torch.randn(rows, columns).mul_(new Scalar(4));
            Tensor up = torch.randn(rows, columns);
            Tensor by = torch.randn(rows, columns);
            Tensor share = torch.sigmoid(wide(gate));
            Tensor silu = wide(gate).mul(share);
            Tensor activated = silu.mul(wide(up));
            Tensor out = Torch.zeros(dtype, rows, columns);
            GatedSilu.into(out, gate, up);
            near(dtype, out, activated);
            Tensor byGate = Torch.zeros(dtype, rows, columns);
            Tensor byUp = Torch.zeros(dtype, rows, columns);
            Tensor again = Torch.zeros(dtype, rows, columns);
            GatedSilu.back(byGate, byUp, again, by, gate, up);
            near(dtype, again, activated);
            near(dtype, byUp, wide(by).mul(silu));
            // silu'(x) = s + x s (1 - s)
            Tensor slope = share.add(silu.mul(share.neg().add(Torch.ONE)));
            near(dtype, byGate, wide(by).mul(wide(up)).mul(slope));
        }
    }

    private static Tensor wide(Tensor tensor) {
        return tensor.to(torch.ScalarType.Double);
    }

    /** Within the number type's rounding of each element. */
    private static void near(Dtype dtype, Tensor actual, Tensor expected) {
        double most = dtype == Dtype.FP32 ? 1e-5 : 1.0 / 256;
        Tensor off = wide(actual).sub(expected).abs().div(expected.abs().add(new Scalar(0.1)));
        assertThat(off.max().item_double()).isLessThan(most);
    }
}
