package io.srpo.engine.decoder;

import io.srpo.engine.torch.Dtype;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;
import org.bytedeco.pytorch.global.torch.ScalarType;
import org.jspecify.annotations.Nullable;

/** Rounds what goes in to bf16 and widens the rounded result: three further passes over the rows, cheap beside a product where the processor has bf16. */
final class Bf16Products implements Products {
    @Override
    public Dtype dtype() {
        return Dtype.BF16;
    }

    @Override
    public void apply(Tensor out, Tensor x, Tensor transposed, @Nullable Tensor bias) {
        out.copy_(torch.mm(half(x), transposed));
        if (bias != null) {
            out.add_(bias);
        }
    }

    @Override
    public void add(Tensor sum, Tensor x, Tensor transposed) {
        sum.add_(torch.mm(half(x), transposed));
    }

    @Override
    public void back(Tensor out, Tensor by, Tensor matrix) {
        out.copy_(torch.mm(by, matrix));
    }

    @Override
    public void addGradient(Tensor gradient, Tensor by, Tensor x) {
        gradient.add_(torch.mm(by.t(), x));
    }

    private static Tensor half(Tensor fp32) {
        return fp32.to(ScalarType.BFloat16);
    }
}
