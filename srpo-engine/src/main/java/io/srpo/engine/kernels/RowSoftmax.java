package io.srpo.engine.kernels;

import io.srpo.engine.torch.Dtype;
import io.srpo.engine.torch.Torch;
import org.bytedeco.dnnl.global.dnnl;
import org.bytedeco.dnnl.memory;
import org.bytedeco.dnnl.softmax_backward;
import org.bytedeco.dnnl.softmax_forward;
import org.bytedeco.javacpp.Pointer;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;

/** Softmax whose results are rounded as they are written, by oneDNN: libtorch's writes fp32, which has to be read again to be rounded. Libtorch's is taken for small tensors, and where oneDNN's library is not there. */
public final class RowSoftmax {
    /** Elements from which on compiling for a shape is worth its time and memory. */
    private static final int WORTH_COMPILING = 1 << 15;

    /** The dimension that sums to one. */
    private static final int COLUMNS = 1;

    /** Sizes of contiguous tensors. */
    private record Shape(Dtype to, long rows, long columns) {
        static Shape of(Tensor out) {
            long columns = out.size(-1);
            return new Shape(Dtype.of(out), out.numel() / columns, columns);
        }

        memory.desc scores() {
            return OneDnn.rows(Dtype.FP32, rows, columns);
        }

        memory.desc results() {
            return OneDnn.rows(to, rows, columns);
        }

        Compiled compile() {
            memory.desc scores = scores();
            memory.desc shares = results();
            softmax_forward softmax = new softmax_forward(forward(dnnl.prop_kind.forward_inference, scores, shares));
            return new Compiled(
                    softmax,
                    new Compiled.Operand(dnnl.DNNL_ARG_SRC, scores),
                    new Compiled.Operand(dnnl.DNNL_ARG_DST, shares));
        }
    }

    /** Sizes for {@link #back}. */
    private record Back(Shape shape) {
        Compiled compile() {
            memory.desc fp32 = shape.scores();
            memory.desc out = shape.results();
            softmax_backward back = new softmax_backward(new softmax_backward.primitive_desc(
                    OneDnn.PROCESSOR,
                    dnnl.algorithm.softmax_accurate,
                    out,
                    fp32,
                    fp32,
                    COLUMNS,
                    forward(dnnl.prop_kind.forward_training, fp32, fp32)));
            return new Compiled(
                    back,
                    new Compiled.Operand(dnnl.DNNL_ARG_DIFF_DST, fp32),
                    new Compiled.Operand(dnnl.DNNL_ARG_DST, fp32),
                    new Compiled.Operand(dnnl.DNNL_ARG_DIFF_SRC, out));
        }
    }

    private static softmax_forward.primitive_desc forward(dnnl.prop_kind kind, memory.desc from, memory.desc to) {
        return new softmax_forward.primitive_desc(
                OneDnn.PROCESSOR, kind, dnnl.algorithm.softmax_accurate, from, to, COLUMNS);
    }

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
            OneDnn.own().run(shape, shape::compile, from, result);
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
        Back shape = new Back(Shape.of(out));
        try (Pointer from = by.data_ptr();
                Pointer of = shares.data_ptr();
                Pointer result = out.data_ptr()) {
            OneDnn.own().run(shape, shape::compile, from, of, result);
        }
    }

    private static boolean worthCompiling(Tensor out) {
        return out.numel() >= WORTH_COMPILING && OneDnnTrial.passed(Dtype.of(out));
    }
}
