package io.srpo.engine.torch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.srpo.engine.Fixture;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PackedMatrixTest {
    @ParameterizedTest
    @ValueSource(ints = {1, 3, 8, 33})
    void multipliesAsTheMatrixItWasMadeOfWhateverTheRows(int rows) {
        Torch.start(Fixture.THREADS);
        assumeTrue(PackedMatrix.available(Dtype.FP32), "this libtorch has no oneDNN");
        try (PointerScope scope = new PointerScope()) {
            Tensor matrix = torch.randn(100, 72);
            Tensor bias = torch.randn(100);
            Tensor x = torch.randn(rows, 72);
            Tensor expected = torch.addmm(bias, x, matrix.t());
            try (PackedMatrix packed = new PackedMatrix(matrix, 8)) {
                matrix.zero_();
                Tensor actual = packed.times(x, bias);
                assertThat(actual.sub(expected).abs_().max().item_float()).isLessThan(1e-4f);
                assertThat(packed.times(x, null)
                                .add(bias)
                                .sub(expected)
                                .abs_()
                                .max()
                                .item_float())
                        .isLessThan(1e-4f);
            }
        }
    }
}
