package io.srpo.engine.decoder;

import io.srpo.engine.torch.Dtype;
import io.srpo.engine.torch.Panels;
import io.srpo.engine.torch.WideProduct;
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

    /** {@code out = a * b}, matrix by matrix. */
    void multiply(Panels out, Panels a, Panels b) {
        if (dtype == Dtype.BF16) {
            WideProduct.multiply(out, a, b);
        } else {
            torch.bmm_out(out.tensor(), a.tensor(), b.tensor());
        }
    }

    /** {@code sum += a * b}. */
    void add(Panels sum, Panels a, Panels b) {
        if (dtype == Dtype.BF16) {
            WideProduct.add(sum, a, b);
        } else {
            sum.tensor().baddbmm_(a.tensor(), b.tensor());
        }
    }
}
