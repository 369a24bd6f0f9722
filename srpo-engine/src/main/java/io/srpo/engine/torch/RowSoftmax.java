package io.srpo.engine.torch;

import org.bytedeco.dnnl.memory;
import org.bytedeco.javacpp.Pointer;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;

/** Softmax whose results are rounded as they are written, by oneDNN: libtorch's writes fp32, which has to be read again to be rounded. Libtorch's is taken for small tensors, and where oneDNN's library is not there. */
public final class RowSoftmax {
    /** Elements from which on compiling for a shape is worth its time and memory. */
    private static final int WORTH_COMPILING = 1 << 15;

    /** Sizes of contiguous tensors. */
    private record Shape(Dtype to, long rows, long columns) {
        static Shape of(Tensor out) {
            long columns = out.size(-1);
            return new Shape(Dtype.of(out), out.numel() / columns, columns);
        }

        memory.desc as(Dtype dtype) {
            return OneDnn.strided(dtype, new long[] {rows, columns}, new long[] {columns, 1});
        }
    }

    /** The same of {@link #back}. */
    private record Back(Shape shape) {}

    private RowSoftmax() {}

    /**
     * Softmax over the last dimension.
     *
     * @param out of {@code scores}' shape, contiguous, of any number type
     * @param scores fp32, contiguous; minus infinity gives 0, and no row is minus infinity throughout
     */
    public static void into(Tensor out, Tensor scores) {
        if (!worthCompiling(out)) {
            out.copy_(torch.softmax(scores, -1));
            return;
        }
        Shape shape = Shape.of(out);
        try (Pointer from = scores.data_ptr();
                Pointer result = out.data_ptr()) {
            OneDnn.own().softmax(shape, () -> shape.as(Dtype.FP32), () -> shape.as(shape.to), from, result);
        }
    }

    /**
     * The derivative of {@link #into}: {@code out = shares * (by - sum(shares * by))}.
     *
     * @param out of the others' shape, contiguous, of any number type
     * @param by gradient by the shares, fp32, contiguous
     * @param shares fp32, contiguous
     */
    public static void back(Tensor out, Tensor by, Tensor shares) {
        if (!worthCompiling(out)) {
            Tensor weighted = by.mul(shares);
            weighted.addcmul_(shares, weighted.sum(new long[] {-1}, true, Torch.SAME_TYPE), Torch.MINUS_ONE);
            out.copy_(weighted);
            return;
        }
        Shape shape = Shape.of(out);
        try (Pointer from = by.data_ptr();
                Pointer of = shares.data_ptr();
                Pointer result = out.data_ptr()) {
            OneDnn.own()
                    .softmaxBack(
                            new Back(shape), () -> shape.as(Dtype.FP32), () -> shape.as(shape.to), from, of, result);
        }
    }

    private static boolean worthCompiling(Tensor out) {
        return out.numel() >= WORTH_COMPILING && PackedMatrix.available(Dtype.of(out));
    }
}
