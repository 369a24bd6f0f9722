package io.srpo.engine.kernels;

import io.srpo.engine.torch.Dtype;
import io.srpo.engine.torch.Torch;
import org.bytedeco.dnnl.global.dnnl;
import org.bytedeco.dnnl.layer_normalization_forward;
import org.bytedeco.dnnl.memory;
import org.bytedeco.javacpp.Pointer;
import org.bytedeco.pytorch.DoubleOptional;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorOptional;
import org.bytedeco.pytorch.global.torch;

/**
 * Root-mean-square norm of rows, {@code x / sqrt(mean(x * x) + epsilon) * weight}, whose results are rounded as they are written, by oneDNN's layer norm with a mean of 0: libtorch's takes a pass for each operation, and
 * one for rounding. Libtorch's is taken where oneDNN's library is not there.
 */
public final class RowNorm implements AutoCloseable {
    private static final Scalar TWO = Torch.constant(2);

    private record Shape(Dtype to, long rows, long width, double epsilon) {
        Compiled compile() {
            memory.desc from = OneDnn.rows(Dtype.FP32, rows, width);
            memory.desc into = OneDnn.rows(to, rows, width);
            memory.desc ofRows = OneDnn.line(Dtype.FP32, rows);
            layer_normalization_forward norm =
                    new layer_normalization_forward(new layer_normalization_forward.primitive_desc(
                            OneDnn.PROCESSOR,
                            dnnl.dnnl_forward_inference,
                            from,
                            into,
                            ofRows,
                            (float) epsilon,
                            dnnl.dnnl_use_global_stats | dnnl.dnnl_use_scale));
            return new Compiled(
                    norm,
                    new Compiled.Operand(dnnl.DNNL_ARG_SRC, from),
                    new Compiled.Operand(dnnl.DNNL_ARG_MEAN, ofRows),
                    new Compiled.Operand(dnnl.DNNL_ARG_VARIANCE, ofRows),
                    new Compiled.Operand(dnnl.DNNL_ARG_SCALE, OneDnn.line(Dtype.FP32, width)),
                    new Compiled.Operand(dnnl.DNNL_ARG_DST, into));
        }
    }

    private final long width;
    private final double epsilon;
    private final Tensor mean;
    private final Scalar inverseWidth;
    private final DoubleOptional added;

    /** @param mostRows of a call */
    public RowNorm(int width, double epsilon, int mostRows) {
        this.width = width;
        this.epsilon = epsilon;
        mean = Torch.keep(Torch.zeros(mostRows));
        inverseWidth = Torch.constant(1.0 / width);
        added = Torch.keep(new DoubleOptional(epsilon));
    }

    /**
     * Norms rows; several threads may at once.
     *
     * @param out {@code [rows, width]}, contiguous, of any number type
     * @param x {@code [rows, width]}, fp32, contiguous
     * @param weight {@code [width]}, fp32
     */
    public void into(Tensor out, Tensor x, Tensor weight) {
        Dtype to = Dtype.of(out);
        if (!OneDnnTrial.passed(to)) {
            out.copy_(torch.rms_norm(x, new long[] {width}, new TensorOptional(weight), added));
            return;
        }
        Tensor square = torch.linalg_vector_norm(x, TWO, new long[] {-1}, true, Torch.SAME_TYPE);
        square.square_().mul_(inverseWidth);
        Shape shape = new Shape(to, x.size(0), width, epsilon);
        try (Pointer xData = x.data_ptr();
                Pointer meanData = mean.data_ptr();
                Pointer squareData = square.data_ptr();
                Pointer weightData = weight.data_ptr();
                Pointer outData = out.data_ptr()) {
            OneDnn.own().run(shape, shape::compile, xData, meanData, squareData, weightData, outData);
        }
    }

    @Override
    public void close() {
        Torch.drop(mean);
        Torch.drop(inverseWidth);
        Torch.drop(added);
    }
}
