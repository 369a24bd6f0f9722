package io.srpo.engine.torch;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.bytedeco.dnnl.memory;
import org.bytedeco.javacpp.Pointer;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A matrix laid out ahead, in oneDNN's blocked order, for products with few rows: others lay a matrix out anew at every call, which at 16 rows costs more than the product. Results are in fp32, as
 * they are summed.
 */
public final class PackedMatrix implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(PackedMatrix.class);
    private static final Map<Dtype, Boolean> AVAILABLE = new ConcurrentHashMap<>();

    /** All that the order depends on. */
    private record Layout(Dtype dtype, long in, long out, long rows) {
        memory.desc x(long count, long row) {
            return OneDnn.strided(dtype, new long[] {count, in}, new long[] {row, 1});
        }

        memory.desc result(Dtype type, long count, long row) {
            return OneDnn.strided(type, new long[] {count, out}, new long[] {row, 1});
        }
    }

    /**
     * A product with such a matrix.
     *
     * @param outType number type of the result
     */
    private record Shape(Layout layout, long rows, long xRow, Dtype outType, long outRow, OneDnn.Then then) {}

    private final Layout layout;
    private final memory packed;
    private final Pointer data;

    /**
     * @param matrix {@code [out, in]}, contiguous
     * @param dtype its number type
     * @param rows that it will mostly be multiplied with
     */
    public PackedMatrix(Tensor matrix, Dtype dtype, int rows) {
        layout = new Layout(dtype, matrix.size(1), matrix.size(0), rows);
        try (PointerScope scope = new PointerScope()) {
            packed = OneDnn.own()
                    .laidOut(
                            matrix.data_ptr(),
                            OneDnn.strided(dtype, new long[] {layout.in, layout.out}, new long[] {1, layout.in}),
                            layout.x(rows, layout.in),
                            layout.result(Dtype.FP32, rows, layout.out));
            data = Torch.keep(packed.get_data_handle());
        }
    }

    /** Whether oneDNN's library is here, the processor can do with this number type, and they multiply rightly. */
    public static boolean available(Dtype dtype) {
        return AVAILABLE.computeIfAbsent(dtype, PackedMatrix::multiplies);
    }

    /**
     * {@code out = x * matrix^T}.
     *
     * @param out {@code [rows, out]}, fp32, its columns side by side
     * @param x {@code [rows, in]}, of the matrix's number type, its columns side by side
     */
    public void multiply(Tensor out, Tensor x) {
        run(out, x, OneDnn.Then.NOTHING, null);
    }

    /** {@code sum += x * matrix^T}; otherwise as {@link #multiply}. */
    public void add(Tensor sum, Tensor x) {
        run(sum, x, OneDnn.Then.ADD, null);
    }

    /** {@code out = silu(x * matrix^T)}; otherwise as {@link #multiply}. */
    public void silu(Tensor out, Tensor x) {
        run(out, x, OneDnn.Then.SILU, null);
    }

    /**
     * {@code out = factor * (x * matrix^T)}, element by element; otherwise as {@link #multiply}.
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
        run(out, x, OneDnn.Then.TIMES, factor);
    }

    private void run(Tensor out, Tensor x, OneDnn.Then then, @Nullable Tensor factor) {
        Shape shape = new Shape(layout, x.size(0), x.stride(0), Dtype.of(out), out.stride(0), then);
        try (Pointer xData = x.data_ptr();
                Pointer outData = out.data_ptr();
                Pointer factorData = factor == null ? null : factor.data_ptr()) {
            OneDnn.own().multiply(shape, () -> operands(shape), xData, data, outData, factorData);
        }
    }

    private OneDnn.Operands operands(Shape shape) {
        return new OneDnn.Operands(
                layout.x(shape.rows, shape.xRow),
                packed.get_desc(),
                layout.result(shape.outType, shape.rows, shape.outRow),
                shape.then,
                shape.then == OneDnn.Then.TIMES ? layout.result(Dtype.FP32, shape.rows, shape.outRow) : null);
    }

    private static boolean multiplies(Dtype dtype) {
        try (PointerScope scope = new PointerScope()) {
            Tensor x = torch.rand(5, 32);
            Tensor matrix = torch.rand(48, 32);
            Tensor out = Torch.zeros(5, 48);
            try (PackedMatrix packed = new PackedMatrix(matrix.to(dtype.type()), dtype, 5)) {
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
        Torch.drop(data);
        Torch.drop(packed);
    }
}
