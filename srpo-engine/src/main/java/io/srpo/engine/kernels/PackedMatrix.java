package io.srpo.engine.kernels;

import io.srpo.engine.torch.Dtype;
import io.srpo.engine.torch.Torch;
import java.util.Objects;
import org.bytedeco.dnnl.memory;
import org.bytedeco.javacpp.Pointer;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;
import org.jspecify.annotations.Nullable;

/**
 * A matrix laid out ahead, or several of the same size, in oneDNN's blocked order, for products with few rows: others lay a matrix out anew at every call, which at 16 rows costs more than the product. Results are in
 * fp32, as they are summed. Where oneDNN's library is not there it is kept as it is, and libtorch multiplies.
 */
public final class PackedMatrix implements AutoCloseable {
    /**
     * A product with such a matrix.
     *
     * @param outType number type of the result
     */
    private record Shape(
            PackedLayout layout,
            long rows,
            long xTime,
            long xRow,
            Dtype outType,
            long outTime,
            long outRow,
            MatrixProduct.Then then) {}

    private final PackedLayout layout;
    private final @Nullable Packed packed;
    private final @Nullable Tensor plain;

    private record Packed(memory room, Pointer data) {}

    /**
     * @param matrix {@code [(times,) in, out]}, a view of any order
     * @param rows that it will mostly be multiplied with
     */
    public PackedMatrix(Tensor matrix, int rows) {
        this(matrix, rows, OneDnnTrial.passed(Dtype.of(matrix)) && matrix.size(-1) > 1);
    }

    /** @param pack whether to lay it out: a single column's stride in the result is not read as it is, so such a matrix cannot be */
    PackedMatrix(Tensor matrix, int rows, boolean pack) {
        layout = PackedLayout.of(matrix, rows);
        if (pack) {
            memory room = layout.room();
            packed = new Packed(room, Torch.keep(room.get_data_handle()));
            plain = null;
            layOut(matrix, packed);
        } else {
            packed = null;
            plain = Torch.keep(matrix.clone());
        }
    }

    private void layOut(Tensor matrix, Packed into) {
        try (Pointer from = matrix.data_ptr()) {
            layout.layOut(from, into.data);
        }
    }

    /**
     * Takes another matrix in place of the present one.
     *
     * @param matrix of the same number type, sizes and strides
     * @throws IllegalArgumentException when it is not
     */
    public void put(Tensor matrix) {
        if (!PackedLayout.of(matrix, layout.rows()).equals(layout)) {
            throw new IllegalArgumentException("a matrix of other sizes or strides than the one before");
        }
        if (packed != null) {
            layOut(matrix, packed);
        }
        if (plain != null) {
            plain.copy_(matrix);
        }
    }

    /**
     * {@code out = x * matrix}.
     *
     * @param out {@code [(times,) rows, out]}, fp32, its columns side by side
     * @param x {@code [(times,) rows, in]}, of the matrix's number type, its columns side by side
     */
    public void multiply(Tensor out, Tensor x) {
        bind(out, x, false).run(this);
    }

    /** {@code sum += x * matrix}; otherwise as {@link #multiply}. */
    public void add(Tensor sum, Tensor x) {
        bind(sum, x, true).run(this);
    }

    /** {@code out = silu(x * matrix)}; otherwise as {@link #multiply}. */
    public void silu(Tensor out, Tensor x) {
        new Bound(out, x, MatrixProduct.Then.SILU, null).run(this);
    }

    /**
     * {@code out = factor * (x * matrix)}, element by element; otherwise as {@link #multiply}.
     *
     * @param out of any number type
     * @param factor {@code [rows, out]}, fp32, its rows as far from each other as those of {@code out}
     * @throws IllegalArgumentException when they are not: oneDNN would take thousands of times as long
     */
    public void times(Tensor out, Tensor x, Tensor factor) {
        if (factor.stride(0) != out.stride(0)) {
            throw new IllegalArgumentException(
                    "the factor's rows are " + factor.stride(0) + " apart, the result's " + out.stride(0));
        }
        new Bound(out, x, MatrixProduct.Then.TIMES, factor).run(this);
    }

    /**
     * Prepares {@code out = exp(x * matrix)} with many matrices of the same size; otherwise as {@link #multiply}.
     *
     * @param out of any number type
     */
    public static Bound bindExponentials(Tensor out, Tensor x) {
        return new Bound(out, x, MatrixProduct.Then.EXP, null);
    }

    /** Prepares {@link #multiply}, or {@link #add}, with many matrices of the same size. */
    public static Bound bind(Tensor out, Tensor x, boolean add) {
        return new Bound(out, x, add ? MatrixProduct.Then.ADD : MatrixProduct.Then.NOTHING, null);
    }

    /** A product that may run with many matrices of the same size: the rest is looked up once. Its tensors have to outlive it. */
    public static final class Bound {
        private final Tensor out;
        private final Tensor x;
        private final MatrixProduct.Then then;
        private final @Nullable Tensor factor;
        private final Pointer xData;
        private final Pointer outData;
        private final @Nullable Pointer factorData;
        private @Nullable Shape shape;

        private Bound(Tensor out, Tensor x, MatrixProduct.Then then, @Nullable Tensor factor) {
            this.out = out;
            this.x = x;
            this.then = then;
            this.factor = factor;
            xData = x.data_ptr();
            outData = out.data_ptr();
            factorData = factor == null ? null : factor.data_ptr();
        }

        /** Multiplies. */
        public void run(PackedMatrix matrix) {
            Packed packed = matrix.packed;
            if (packed == null) {
                byLibtorch(Objects.requireNonNull(matrix.plain));
                return;
            }
            Shape known = shape;
            Shape current = known == null || !known.layout.equals(matrix.layout) ? shape(matrix.layout) : known;
            shape = current;
            MatrixProduct.run(current, () -> product(current, packed), xData, packed.data, outData, factorData);
        }

        private Shape shape(PackedLayout layout) {
            boolean several = layout.times() > 1;
            return new Shape(
                    layout,
                    x.size(-2),
                    several ? x.stride(0) : 0,
                    x.stride(-2),
                    Dtype.of(out),
                    several ? out.stride(0) : 0,
                    out.stride(-2),
                    then);
        }

        private static MatrixProduct product(Shape shape, Packed packed) {
            memory.desc out = shape.layout.result(shape.outType, shape.rows, shape.outTime, shape.outRow);
            return new MatrixProduct(
                    shape.layout.x(shape.rows, shape.xTime, shape.xRow),
                    packed.room.get_desc(),
                    out,
                    shape.then,
                    shape.then == MatrixProduct.Then.TIMES
                            ? shape.layout.result(Dtype.FP32, shape.rows, shape.outTime, shape.outRow)
                            : null);
        }

        private void byLibtorch(Tensor matrix) {
            Tensor product = torch.matmul(x.to(Dtype.FP32.type()), matrix.to(Dtype.FP32.type()));
            switch (then) {
                case NOTHING -> out.copy_(product);
                case ADD -> out.add_(product);
                case EXP -> out.copy_(product.exp_());
                case SILU -> out.copy_(torch.silu(product));
                case TIMES -> out.copy_(product.mul_(Objects.requireNonNull(factor)));
            }
        }
    }

    @Override
    public void close() {
        if (packed != null) {
            Torch.drop(packed.data);
            Torch.drop(packed.room);
        }
        if (plain != null) {
            Torch.drop(plain);
        }
    }
}
