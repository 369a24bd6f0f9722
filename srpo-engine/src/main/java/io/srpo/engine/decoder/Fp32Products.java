package io.srpo.engine.decoder;

import io.srpo.engine.torch.Dtype;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;
import org.jspecify.annotations.Nullable;

/** Straight into the target, with no copy. */
final class Fp32Products implements Products {
    @Override
    public Dtype dtype() {
        return Dtype.FP32;
    }

    @Override
    public boolean exactResults() {
        return true;
    }

    @Override
    public void apply(Tensor out, Tensor x, Tensor transposed, @Nullable Tensor bias) {
        if (bias == null) {
            torch.mm_out(out, x, transposed);
        } else {
            torch.addmm_out(out, bias, x, transposed);
        }
    }

    @Override
    public void add(Tensor sum, Tensor x, Tensor transposed) {
        sum.addmm_(x, transposed);
    }

    @Override
    public void back(Tensor out, Tensor by, Tensor matrix) {
        torch.mm_out(out, by, matrix);
    }

    @Override
    public void addGradient(Tensor gradient, Tensor by, Tensor x) {
        gradient.addmm_(by.t(), x);
    }
}
