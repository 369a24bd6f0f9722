package io.srpo.engine.kernels;

import java.util.Objects;
import java.util.function.Supplier;
import org.bytedeco.dnnl.global.dnnl;
import org.bytedeco.dnnl.matmul;
import org.bytedeco.dnnl.memory;
import org.bytedeco.dnnl.post_ops;
import org.bytedeco.dnnl.primitive_attr;
import org.bytedeco.javacpp.Pointer;
import org.jspecify.annotations.Nullable;

/**
 * What a product {@code out = a * b} reads and writes.
 *
 * @param factor for {@link Then#TIMES}
 */
record MatrixProduct(memory.desc a, memory.desc b, memory.desc out, Then then, memory.@Nullable desc factor) {
    /** What is done to a product before it is written. */
    enum Then {
        NOTHING,
        /** It is added to what is there. */
        ADD,
        /** {@code exp(x)}. */
        EXP,
        /** {@code x * sigmoid(x)}. */
        SILU,
        /** It is multiplied with a further operand, element by element. */
        TIMES
    }

    MatrixProduct(memory.desc a, memory.desc b, memory.desc out, Then then) {
        this(a, b, out, then, null);
    }

    /**
     * Multiplies.
     *
     * @param shape all that {@code product} depends on
     * @param factor for {@link Then#TIMES}
     */
    static void run(
            Record shape,
            Supplier<MatrixProduct> product,
            Pointer a,
            Pointer b,
            Pointer out,
            @Nullable Pointer factor) {
        if (factor == null) {
            OneDnn.own().run(shape, () -> product.get().compile(), a, b, out);
        } else {
            OneDnn.own().run(shape, () -> product.get().compile(), a, b, out, factor);
        }
    }

    private Compiled compile() {
        primitive_attr attributes = new primitive_attr();
        attributes.set_post_ops(after());
        matmul product = new matmul(new matmul.primitive_desc(OneDnn.PROCESSOR, a, b, out, attributes, false));
        Compiled.Operand left = new Compiled.Operand(dnnl.DNNL_ARG_SRC, a);
        Compiled.Operand right = new Compiled.Operand(dnnl.DNNL_ARG_WEIGHTS, b);
        Compiled.Operand result = new Compiled.Operand(dnnl.DNNL_ARG_DST, out);
        return factor == null
                ? new Compiled(product, left, right, result)
                : new Compiled(product, left, right, result, new Compiled.Operand(OneDnn.factor(0), factor));
    }

    private post_ops after() {
        post_ops after = new post_ops();
        switch (then) {
            case NOTHING -> {}
            case ADD -> after.append_sum();
            case EXP -> after.append_eltwise(dnnl.algorithm.eltwise_exp, 1, 0);
            case SILU -> after.append_eltwise(dnnl.algorithm.eltwise_swish, 1, 0);
            case TIMES -> after.append_binary(dnnl.algorithm.binary_mul, Objects.requireNonNull(factor));
        }
        return after;
    }
}
