package io.srpo.engine.kernels;

import io.srpo.engine.kernels.RoundedProduct.Line;
import io.srpo.engine.torch.Dtype;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;

/** Rows multiplied with the same factors, as after a norm. Results in bf16 are rounded as they are written, by oneDNN; libtorch's are taken for results in fp32, and where oneDNN's library is not there. */
public final class RowScale {
    private RowScale() {}

    /**
     * {@code out = x * factors}.
     *
     * @param out {@code [rows, columns]}, contiguous, of any number type
     * @param x alike, fp32
     * @param factors {@code [columns]}, fp32, contiguous
     */
    public static void into(Tensor out, Tensor x, Tensor factors) {
        long columns = x.size(1);
        if (Dtype.of(out) == Dtype.FP32) {
            torch.mul_out(out, x, factors);
        } else if (RoundedProduct.available(Dtype.of(out)) && columns <= RoundedProduct.BLOCK) {
            Line result = new Line(out);
            Line numbers = new Line(x);
            Address factor = new Line(factors).at(0);
            long most = Long.highestOneBit(RoundedProduct.BLOCK / columns);
            RoundedProduct.blocks(x.size(0), most, (from, count) -> {
                RoundedProduct product = new RoundedProduct(count, columns, false, true);
                product.into(result.at(from * columns), numbers.at(from * columns), factor);
            });
        } else {
            out.copy_(x.mul(factors));
        }
    }
}
