package io.srpo.engine.torch;

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
        OneDnn.Norm operands() {
            long[] sizes = {rows, width};
            long[] strides = {width, 1};
            return new OneDnn.Norm(
                    OneDnn.strided(Dtype.FP32, sizes, strides),
                    OneDnn.strided(to, sizes, strides),
                    vector(rows),
                    vector(width),
                    epsilon);
        }

        private static memory.desc vector(long length) {
            return OneDnn.strided(Dtype.FP32, new long[] {length}, new long[] {1});
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
        if (!PackedMatrix.available(to)) {
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
            OneDnn.own().norm(shape, shape::operands, xData, meanData, squareData, weightData, outData);
        }
    }

    @Override
    public void close() {
        Torch.drop(mean);
        Torch.drop(inverseWidth);
        Torch.drop(added);
    }
}
