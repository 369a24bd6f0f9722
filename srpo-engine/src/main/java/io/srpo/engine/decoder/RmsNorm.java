package io.srpo.engine.decoder;

import io.srpo.engine.kernels.RowScale;
import io.srpo.engine.torch.Torch;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;
import org.jspecify.annotations.Nullable;

/** Root-mean-square norm over the last dimension, forward and backward by hand. */
final class RmsNorm implements AutoCloseable {
    private final Scalar inverseWidth;
    private final Scalar epsilon;
    private final Scalar minusInverseWidth;

    RmsNorm(int width, double epsilon) {
        this.inverseWidth = Torch.constant(1.0 / width);
        this.minusInverseWidth = Torch.constant(-1.0 / width);
        this.epsilon = Torch.constant(epsilon);
    }

    /**
     * {@code unit = x / rms(x)}.
     *
     * @param x {@code [rows, (heads,) width]}
     * @param unit result, same shape, other memory
     * @param scale receives 1 / rms, {@code [rows, (heads,) 1]}
     */
    void unit(Tensor x, Tensor unit, Tensor scale) {
        torch.square_out(unit, x);
        torch.sum_out(scale, unit, new long[] {-1}, true, Torch.SAME_TYPE);
        scale.mul_(inverseWidth).add_(epsilon).rsqrt_();
        torch.mul_out(unit, x, scale);
    }

    /** {@link #unit} and {@code normed = unit * weight} of rows {@code from} to {@code from + count}, all tensors {@code [rows, ..]}. */
    void forward(Tensor x, Tensor unit, Tensor scale, Tensor weight, Draft normed, int from, int count) {
        Slices.cached(from, count, (at, n) -> {
            Tensor some = unit.narrow(0, at, n);
            unit(x.narrow(0, at, n), some, scale.narrow(0, at, n));
            RowScale.into(normed.rows(at, n), some, weight);
            normed.round(at, n);
        });
    }

    /**
     * Adds the norm's gradient to {@code into} and the weight's to {@code weightGradient}, unless that is null, for rows {@code from} to {@code from + count}.
     *
     * @param gradient by the norm's output {@code unit * weight}, {@code [rows, width]}
     */
    void backward(
            Tensor gradient,
            Tensor unit,
            Tensor scale,
            Tensor weight,
            @Nullable Tensor weightGradient,
            Tensor into,
            int from,
            int count) {
        Slices.cached(from, count, (at, n) -> {
            Tensor by = gradient.narrow(0, at, n);
            Tensor some = unit.narrow(0, at, n);
            Tensor product = torch.mul(by, some);
            if (weightGradient != null) {
                weightGradient.add_(product.sum(0));
            }
            Tensor share = product.mv(weight).unsqueeze(1);
            torch.mul_out(product, by, weight);
            product.addcmul_(some, share, minusInverseWidth);
            into.narrow(0, at, n).addcmul_(product, scale.narrow(0, at, n));
        });
    }

    /**
     * Gradient of a norm a head, in place.
     *
     * @param gradient by {@code unit * weight}, {@code [rows, heads, width]}, contiguous; becomes the gradient by the input
     * @param weight {@code [heads, width]}
     * @return gradient by the weight, {@code [heads, width]}
     */
    Tensor backwardHeads(Tensor gradient, Tensor unit, Tensor scale, Tensor weight) {
        Tensor byWeight = gradient.mul(unit).sum(0);
        gradient.mul_(weight);
        Tensor share = gradient.mul(unit).sum(new long[] {-1}, true, Torch.SAME_TYPE);
        gradient.addcmul_(unit, share, minusInverseWidth).mul_(scale);
        return byWeight;
    }

    @Override
    public void close() {
        Torch.drop(inverseWidth);
        Torch.drop(minusInverseWidth);
        Torch.drop(epsilon);
    }
}
