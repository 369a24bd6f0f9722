package io.srpo.engine.decoder;

import io.srpo.engine.kernels.OneDnnTrial;
import io.srpo.engine.kernels.WideProduct;
import io.srpo.engine.torch.Dtype;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch.ScalarType;
import org.jspecify.annotations.Nullable;

/** Rounds to bf16 what goes in; what comes out is fp32 as it was summed, where {@link WideProduct} is available. */
final class Bf16Products implements Products {
    @Override
    public Dtype dtype() {
        return Dtype.BF16;
    }

    @Override
    public boolean exactResults() {
        return OneDnnTrial.passed(Dtype.BF16);
    }

    @Override
    public void apply(Tensor out, Tensor x, Tensor transposed, @Nullable Tensor bias) {
        WideProduct.multiply(out, half(x), transposed);
        if (bias != null) {
            out.add_(bias);
        }
    }

    @Override
    public void add(Tensor sum, Tensor x, Tensor transposed) {
        WideProduct.add(sum, half(x), transposed);
    }

    @Override
    public void back(Tensor out, Tensor by, Tensor matrix) {
        WideProduct.multiply(out, by, matrix);
    }

    @Override
    public void addGradient(Tensor gradient, Tensor by, Tensor x) {
        WideProduct.add(gradient, by.t(), x);
    }

    private static Tensor half(Tensor fp32) {
        return fp32.to(ScalarType.BFloat16);
    }
}
