package io.srpo.engine.torch;

import org.bytedeco.javacpp.Pointer;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;

/** Softmax whose results are rounded as they are written, by oneDNN: libtorch's writes fp32, which has to be read again to be rounded. Libtorch's is taken for small tensors, and where oneDNN's library is not there. */
public final class RowSoftmax {
    /** Elements from which on compiling for a shape is worth its time and memory. */
    private static final int WORTH_COMPILING = 1 << 15;

    /** Sizes of contiguous tensors. */
    private record Shape(Dtype to, long rows, long columns) {}

    private RowSoftmax() {}

    /**
     * Softmax over the last dimension.
     *
     * @param out of {@code scores}' shape, contiguous, of any number type
     * @param scores fp32, contiguous; minus infinity gives 0, and no row is minus infinity throughout
     */
    public static void into(Tensor out, Tensor scores) {
        Dtype to = Dtype.of(out);
        if (scores.numel() < WORTH_COMPILING || !PackedMatrix.available(to)) {
            out.copy_(torch.softmax(scores, -1));
            return;
        }
        long columns = scores.size(-1);
        Shape shape = new Shape(to, scores.numel() / columns, columns);
        long[] sizes = {shape.rows, columns};
        long[] strides = {columns, 1};
        try (Pointer from = scores.data_ptr();
                Pointer result = out.data_ptr()) {
            OneDnn.own()
                    .softmax(
                            shape,
                            () -> OneDnn.strided(Dtype.FP32, sizes, strides),
                            () -> OneDnn.strided(to, sizes, strides),
                            from,
                            result);
        }
    }
}
