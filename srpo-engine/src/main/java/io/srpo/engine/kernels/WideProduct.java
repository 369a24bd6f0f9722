package io.srpo.engine.kernels;

import io.srpo.engine.torch.Dtype;
import org.bytedeco.javacpp.Pointer;
import org.bytedeco.pytorch.LongOptional;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;
import org.jspecify.annotations.Nullable;

/**
 * Products with results in fp32, the type that they are summed in, by oneDNN called directly. libtorch's own product of bf16 matrices rounds each result to bf16, from which it has to be widened again, which costs
 * both time and 8 bits; and of many small matrices it makes one call each. Where oneDNN's library is not there, libtorch's product is taken.
 */
public final class WideProduct {
    /**
     * Sizes and strides of {@code [m, n] = [m, k] * [k, n]}, and of one dimension of such products before them; a dimension of 1 is none, since oneDNN does not read its stride as it is. With two dimensions before
     * them oneDNN 3.8 takes an operand whose strides happen to be those of a denser one for that one, and multiplies something else.
     */
    private record Shape(
            Dtype dtype, boolean add, long times, long m, long k, long n, Strides a, Strides b, Strides out) {
        static Shape of(Tensor out, Tensor a, Tensor b, boolean add) {
            long times = a.dim() > 2 ? a.size(0) : 1;
            return new Shape(
                    Dtype.of(a),
                    add,
                    times,
                    a.size(-2),
                    a.size(-1),
                    b.size(-1),
                    Strides.of(a, times),
                    Strides.of(b, times),
                    Strides.of(out, times));
        }

        MatrixProduct product() {
            return new MatrixProduct(
                    OneDnn.strided(dtype, sizes(m, k), strides(a)),
                    OneDnn.strided(dtype, sizes(k, n), strides(b)),
                    OneDnn.strided(Dtype.FP32, sizes(m, n), strides(out)),
                    add ? MatrixProduct.Then.ADD : MatrixProduct.Then.NOTHING);
        }

        private long[] sizes(long rows, long columns) {
            return times > 1 ? new long[] {times, rows, columns} : new long[] {rows, columns};
        }

        private long[] strides(Strides of) {
            return times > 1 ? new long[] {of.times, of.row, of.column} : new long[] {of.row, of.column};
        }
    }

    private record Strides(long times, long row, long column) {
        static Strides of(Tensor tensor, long times) {
            return new Strides(times > 1 ? tensor.stride(0) : 0, tensor.stride(-2), tensor.stride(-1));
        }
    }

    private WideProduct() {}

    /**
     * {@code out = a * b}, or several such products at once.
     *
     * @param out {@code [(times,) m, n]}, fp32, its columns side by side
     * @param a {@code [(times,) m, k]}, its rows or columns side by side
     * @param b {@code [(times,) k, n]}, alike, of the same number type
     * @throws IllegalArgumentException when there are more dimensions
     */
    public static void multiply(Tensor out, Tensor a, Tensor b) {
        if (direct(b)) {
            run(out, a, b, false);
        } else {
            out.copy_(byLibtorch(a, b));
        }
    }

    /** {@code sum += a * b}; otherwise as {@link #multiply}. */
    public static void add(Tensor sum, Tensor a, Tensor b) {
        if (direct(b)) {
            run(sum, a, b, true);
        } else {
            sum.add_(byLibtorch(a, b));
        }
    }

    /** Whether by oneDNN; a single column's stride in the result is not read as it is. */
    private static boolean direct(Tensor b) {
        if (b.dim() > 3) {
            throw new IllegalArgumentException("an operand of " + b.dim() + " dimensions; at most 3 can be multiplied");
        }
        return b.size(-1) > 1 && OneDnnTrial.passed(Dtype.of(b));
    }

    private static Tensor byLibtorch(Tensor a, Tensor b) {
        return OneDnnTrial.passed(Dtype.of(b))
                ? torch.matmul(a.to(Dtype.FP32.type()), b.to(Dtype.FP32.type()))
                : torch.matmul(a, b);
    }

    /**
     * A product that will run many times with another second operand each: the rest is looked up once. Its tensors have to outlive it.
     *
     * @see #bind
     */
    public static final class Bound {
        private final Tensor out;
        private final Tensor a;
        private final Tensor b;
        private final boolean add;
        private final long offset;
        private final @Nullable Shape shape;
        private final Pointer aData;
        private final Pointer outData;

        private Bound(Tensor out, Tensor a, Tensor b, Tensor whole, boolean add) {
            this.out = out;
            this.a = a;
            this.b = b;
            this.add = add;
            offset = b.storage_offset() - whole.storage_offset();
            shape = direct(b) ? Shape.of(out, a, b, add) : null;
            aData = a.data_ptr();
            outData = out.data_ptr();
        }

        /**
         * Multiplies.
         *
         * @param whole of the same shape and strides as the one that it was bound with: the same elements of it are the second operand
         */
        public void run(Tensor whole) {
            if (shape == null) {
                Tensor other =
                        whole.as_strided(b.sizes(), b.strides(), new LongOptional(whole.storage_offset() + offset));
                put(out, a, other, add);
                return;
            }
            try (Pointer data = whole.data_ptr();
                    Address bData = new Address(data).at(offset * shape.dtype.bytes())) {
                MatrixProduct.run(shape, shape::product, aData, bData, outData, null);
            }
        }
    }

    /**
     * Prepares {@code out = a * b}, or {@code out += a * b}, for second operands that lie alike; otherwise as {@link #multiply}.
     *
     * @param b a view of {@code whole}
     */
    public static Bound bind(Tensor out, Tensor a, Tensor b, Tensor whole, boolean add) {
        return new Bound(out, a, b, whole, add);
    }

    private static void put(Tensor out, Tensor a, Tensor b, boolean add) {
        if (add) {
            add(out, a, b);
        } else {
            multiply(out, a, b);
        }
    }

    /** By oneDNN, whether it is available or not. */
    static void run(Tensor out, Tensor a, Tensor b, boolean add) {
        Shape shape = Shape.of(out, a, b, add);
        try (Pointer aData = a.data_ptr();
                Pointer bData = b.data_ptr();
                Pointer outData = out.data_ptr()) {
            MatrixProduct.run(shape, shape::product, aData, bData, outData, null);
        }
    }
}
