package io.srpo.engine.kernels;

import static org.assertj.core.api.Assertions.assertThat;

import io.srpo.engine.Fixture;
import io.srpo.engine.torch.Dtype;
import io.srpo.engine.torch.Torch;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Each element is the product, rounded once. */
class RowScaleTest {
    @BeforeEach
    void start() {
        Torch.start(Fixture.THREADS);
    }

    @ParameterizedTest
    @CsvSource({"FP32, 7, 40", "BF16, 1, 1", "BF16, 7, 40", "BF16, 64, 576", "BF16, 201, 576", "BF16, 3, 70000"})
    void multipliesEachRow(Dtype dtype, long rows, long columns) {
        try (PointerScope scope = new PointerScope()) {
            Tensor x = torch.randn(rows, columns);
            Tensor factors = torch.randn(columns);
            Tensor out = Torch.zeros(dtype, rows, columns);
            RowScale.into(out, x, factors);
            assertThat(torch.equal(out, x.mul(factors).to(dtype.type()))).isTrue();
        }
    }
}
