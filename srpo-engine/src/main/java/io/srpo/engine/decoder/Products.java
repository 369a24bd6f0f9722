package io.srpo.engine.decoder;

import io.srpo.engine.torch.Dtype;
import org.bytedeco.pytorch.Tensor;
import org.jspecify.annotations.Nullable;

/**
 * The matrix products of a model's layers in one number type, in which matrices are. What comes out is fp32. Several products
 * read the same rows, which are given in that type: see {@link SlicedOperand} and {@link Operand}. Sums run in fp32 either way.
 */
sealed interface Products permits Fp32Products, Bf16Products {
    static Products of(Dtype dtype) {
        return switch (dtype) {
            case FP32 -> new Fp32Products();
            case BF16 -> new Bf16Products();
        };
    }

    /** In which they multiply. */
    Dtype dtype();

    /** Whether results are as exact as their sums: rounded ones would not do for logits. */
    boolean exactResults();

    /**
     * {@code out = x * transposed + bias}.
     *
     * @param x {@code [rows, in]}, fp32 or of this number type
     * @param transposed {@code [in, out]}
     */
    void apply(Tensor out, Tensor x, Tensor transposed, @Nullable Tensor bias);

    /** {@code sum += x * transposed}. */
    void add(Tensor sum, Tensor x, Tensor transposed);

    /**
     * {@code out = by * matrix}: the gradient by a product's input.
     *
     * @param by gradient by its result, {@code [rows, out]}, of this number type
     * @param matrix {@code [out, in]}
     */
    void back(Tensor out, Tensor by, Tensor matrix);

    /** {@code gradient += by^T * x}: the gradient by the matrix, {@code [out, in]}, in fp32; the others are of this number type. */
    void addGradient(Tensor gradient, Tensor by, Tensor x);
}
