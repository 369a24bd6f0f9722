package io.srpo.engine.decoder;

import io.srpo.engine.kernels.WideProduct;
import io.srpo.engine.torch.Dtype;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;

/**
 * The products of {@link Attention}, many small ones at once, with results in fp32. They run in bf16 where the model's products do and results stay as they were summed, as decoding has it.
 *
 * @param dtype of the operands
 */
record AttentionProducts(Dtype dtype) {
    static AttentionProducts of(Products products) {
        return new AttentionProducts(products.exactResults() ? products.dtype() : Dtype.FP32);
    }

    /** As products read it; in fp32 the same tensor. */
    Tensor operand(Tensor fp32) {
        return fp32.to(dtype.type());
    }

    /** {@code out = a * b}, each {@code [times, .., ..]}. */
    void multiply(Tensor out, Tensor a, Tensor b) {
        if (dtype == Dtype.BF16) {
            WideProduct.multiply(out, a, b);
        } else {
            torch.bmm_out(out, a, b);
        }
    }

    /** {@code sum += a * b}. */
    void add(Tensor sum, Tensor a, Tensor b) {
        if (dtype == Dtype.BF16) {
            WideProduct.add(sum, a, b);
        } else {
            sum.baddbmm_(a, b);
        }
    }
}
