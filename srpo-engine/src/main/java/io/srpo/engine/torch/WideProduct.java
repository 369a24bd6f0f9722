package io.srpo.engine.torch;

import org.bytedeco.javacpp.Pointer;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Products of bf16 matrices with results in fp32, the type that they are summed in: oneDNN called directly. libtorch's own product rounds each result to bf16, from which it has to be widened again, which costs
 * both time and 8 bits. Where oneDNN's library is not there, libtorch's product is taken.
 */
public final class WideProduct {
    private static final Logger LOG = LoggerFactory.getLogger(WideProduct.class);
    private static final boolean AVAILABLE = find();

    /** Sizes and strides of {@code [m, n] = [m, k] * [k, n]}, so many times; 0 times where there is but one product and no dimension for more. */
    private record Shape(
            long times,
            long m,
            long k,
            long n,
            long aTimes,
            long aRow,
            long aColumn,
            long bTimes,
            long bRow,
            long bColumn,
            long outTimes,
            long outRow,
            boolean add) {
        static Shape of(Tensor out, Tensor a, Tensor b, boolean add) {
            boolean many = a.dim() == 3;
            return new Shape(
                    many ? a.size(0) : 0,
                    a.size(-2),
                    a.size(-1),
                    b.size(-1),
                    many ? a.stride(0) : 0,
                    a.stride(-2),
                    a.stride(-1),
                    many ? b.stride(0) : 0,
                    b.stride(-2),
                    b.stride(-1),
                    many ? out.stride(0) : 0,
                    out.stride(-2),
                    add);
        }

        OneDnn.Operands operands() {
            return times == 0
                    ? new OneDnn.Operands(
                            OneDnn.matrix(Dtype.BF16, m, k, aRow, aColumn),
                            OneDnn.matrix(Dtype.BF16, k, n, bRow, bColumn),
                            OneDnn.matrix(Dtype.FP32, m, n, outRow, 1),
                            add)
                    : new OneDnn.Operands(
                            OneDnn.matrices(Dtype.BF16, times, m, k, aTimes, aRow, aColumn),
                            OneDnn.matrices(Dtype.BF16, times, k, n, bTimes, bRow, bColumn),
                            OneDnn.matrices(Dtype.FP32, times, m, n, outTimes, outRow, 1),
                            add);
        }
    }

    private WideProduct() {}

    /** Whether oneDNN's library is here and multiplies. */
    public static boolean available() {
        return AVAILABLE;
    }

    /**
     * {@code out = a * b}, or several such products at once.
     *
     * @param out {@code [(times,) m, n]}, fp32, its columns side by side
     * @param a {@code [(times,) m, k]}, bf16, its rows or columns side by side
     * @param b {@code [(times,) k, n]}, alike
     */
    public static void multiply(Tensor out, Tensor a, Tensor b) {
        if (AVAILABLE) {
            run(out, a, b, false);
        } else {
            out.copy_(torch.matmul(a, b));
        }
    }

    /** {@code sum += a * b}; otherwise as {@link #multiply}. */
    public static void add(Tensor sum, Tensor a, Tensor b) {
        if (AVAILABLE) {
            run(sum, a, b, true);
        } else {
            sum.add_(torch.matmul(a, b));
        }
    }

    private static void run(Tensor out, Tensor a, Tensor b, boolean add) {
        Shape shape = Shape.of(out, a, b, add);
        try (Pointer aData = a.data_ptr();
                Pointer bData = b.data_ptr();
                Pointer outData = out.data_ptr()) {
            OneDnn.own().multiply(shape, shape::operands, aData, bData, outData);
        }
    }

    private static boolean find() {
        try (PointerScope scope = new PointerScope()) {
            Tensor a = torch.rand(5, 32);
            Tensor b = torch.rand(48, 32);
            Tensor out = Torch.zeros(5, 48);
            run(out, a.to(Dtype.BF16.type()), b.to(Dtype.BF16.type()).t(), true);
            return out.sub_(torch.mm(a, b.t())).abs_().max().item_float() < 0.3;
        } catch (RuntimeException | LinkageError e) {
            LOG.debug("no products with results in fp32: {}", e.getMessage());
            return false;
        }
    }
}
