package io.srpo.engine.torch;

import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import org.bytedeco.dnnl.matmul;
import org.bytedeco.dnnl.memory;
import org.bytedeco.javacpp.Pointer;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A matrix laid out ahead, or several of the same size, in oneDNN's blocked order, for products with few rows: others lay a matrix out anew at every call, which at 16 rows costs more than the product. Results are in
 * fp32, as they are summed. Where oneDNN's library is not there it is kept as it is, and libtorch multiplies.
 */
public final class PackedMatrix implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(PackedMatrix.class);
    private static final Map<Dtype, Boolean> AVAILABLE = new ConcurrentHashMap<>();

    /**
     * All that the order depends on, and how the matrix lay before.
     *
     * @param times matrices
     * @param rows that they will mostly be multiplied with
     */
    private record Layout(
            Dtype dtype, long times, long in, long out, long timesStride, long inStride, long outStride, long rows) {
        static Layout of(Tensor matrix, long rows) {
            long times = matrix.dim() > 2 ? matrix.size(0) : 1;
            return new Layout(
                    Dtype.of(matrix),
                    times,
                    matrix.size(-2),
                    matrix.size(-1),
                    times > 1 ? matrix.stride(0) : 0,
                    matrix.stride(-2),
                    matrix.stride(-1),
                    rows);
        }

        memory.desc plain() {
            return OneDnn.strided(dtype, sizes(in, out), strides(timesStride, inStride, outStride));
        }

        memory.desc x(long count, long time, long row) {
            return OneDnn.strided(dtype, sizes(count, in), strides(time, row, 1));
        }

        memory.desc result(Dtype type, long count, long time, long row) {
            return OneDnn.strided(type, sizes(count, out), strides(time, row, 1));
        }

        matmul.primitive_desc product() {
            return OneDnn.anyOrder(x(rows, rows * in, in), plain(), result(Dtype.FP32, rows, rows * out, out));
        }

        /** A dimension of 1 is left out, since oneDNN does not read its stride as it is. */
        private long[] sizes(long first, long second) {
            return times > 1 ? new long[] {times, first, second} : new long[] {first, second};
        }

        private long[] strides(long time, long first, long second) {
            return times > 1 ? new long[] {time, first, second} : new long[] {first, second};
        }
    }

    /**
     * A product with such a matrix.
     *
     * @param outType number type of the result
     */
    private record Shape(
            Layout layout,
            long rows,
            long xTime,
            long xRow,
            Dtype outType,
            long outTime,
            long outRow,
            OneDnn.Then then) {}

    private final Layout layout;
    private final @Nullable Packed packed;
    private final @Nullable Tensor plain;

    private record Packed(memory room, Pointer data) {}

    /**
     * @param matrix {@code [(times,) in, out]}, a view of any order
     * @param rows that it will mostly be multiplied with
     */
    public PackedMatrix(Tensor matrix, int rows) {
        this(matrix, rows, available(Dtype.of(matrix)) && matrix.size(-1) > 1);
    }

    /** @param pack a single column's stride in the result is not read as it is, so such a matrix cannot be */
    private PackedMatrix(Tensor matrix, int rows, boolean pack) {
        layout = Layout.of(matrix, rows);
        if (pack) {
            memory room = OneDnn.own().room(layout, layout::plain, layout::product);
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
            OneDnn.own().layOut(layout, layout::plain, layout::product, from, into.data);
        }
    }

    /**
     * Takes another matrix in place of the present one.
     *
     * @param matrix of the same number type, sizes and strides
     * @throws IllegalArgumentException when it is not
     */
    public void put(Tensor matrix) {
        if (!Layout.of(matrix, layout.rows).equals(layout)) {
            throw new IllegalArgumentException("a matrix of other sizes or strides than the one before");
        }
        if (packed != null) {
            layOut(matrix, packed);
        }
        if (plain != null) {
            plain.copy_(matrix);
        }
    }

    /** Whether oneDNN's library is here, the processor can do with this number type, and they multiply rightly. */
    public static boolean available(Dtype dtype) {
        return AVAILABLE.computeIfAbsent(dtype, PackedMatrix::multiplies);
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
        new Bound(out, x, OneDnn.Then.SILU, null).run(this);
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
        new Bound(out, x, OneDnn.Then.TIMES, factor).run(this);
    }

    /**
     * Prepares {@code out = exp(x * matrix)} with many matrices of the same size; otherwise as {@link #multiply}.
     *
     * @param out of any number type
     */
    public static Bound bindExponentials(Tensor out, Tensor x) {
        return new Bound(out, x, OneDnn.Then.EXP, null);
    }

    /** Prepares {@link #multiply}, or {@link #add}, with many matrices of the same size. */
    public static Bound bind(Tensor out, Tensor x, boolean add) {
        return new Bound(out, x, add ? OneDnn.Then.ADD : OneDnn.Then.NOTHING, null);
    }

    /** A product that may run with many matrices of the same size: the rest is looked up once. Its tensors have to outlive it. */
    public static final class Bound {
        private final Tensor out;
        private final Tensor x;
        private final OneDnn.Then then;
        private final @Nullable Tensor factor;
        private final Pointer xData;
        private final Pointer outData;
        private final @Nullable Pointer factorData;
        private @Nullable Shape shape;

        private Bound(Tensor out, Tensor x, OneDnn.Then then, @Nullable Tensor factor) {
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
            OneDnn.own().multiply(current, () -> operands(current, packed), xData, packed.data, outData, factorData);
        }

        private Shape shape(Layout layout) {
            boolean several = layout.times > 1;
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

        private static OneDnn.Operands operands(Shape shape, Packed packed) {
            memory.desc out = shape.layout.result(shape.outType, shape.rows, shape.outTime, shape.outRow);
            return new OneDnn.Operands(
                    shape.layout.x(shape.rows, shape.xTime, shape.xRow),
                    packed.room.get_desc(),
                    out,
                    shape.then,
                    shape.then == OneDnn.Then.TIMES
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

    private static boolean multiplies(Dtype dtype) {
        try (PointerScope scope = new PointerScope()) {
            Tensor x = torch.rand(5, 32);
            Tensor matrix = torch.rand(48, 32);
            Tensor out = Torch.zeros(5, 48);
            try (PackedMatrix packed = new PackedMatrix(matrix.to(dtype.type()).t(), 5, true)) {
                packed.add(out, x.to(dtype.type()));
            }
            return out.sub_(torch.mm(x, matrix.t())).abs_().max().item_float() < (dtype == Dtype.FP32 ? 1e-4 : 0.3);
        } catch (RuntimeException | LinkageError e) {
            LOG.debug("no packed matrices in {}: {}", dtype.word(), e.getMessage());
            return false;
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
