package io.srpo.engine.torch;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.bytedeco.dnnl.memory;
import org.bytedeco.javacpp.Pointer;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;
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

        memory.desc result(long count, long row) {
            return OneDnn.strided(Dtype.FP32, new long[] {count, out}, new long[] {row, 1});
        }
    }

    /** A product with such a matrix. */
    private record Shape(Layout layout, long rows, long xRow, long outRow, boolean add) {}

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
                            layout.result(rows, layout.out));
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
        run(out, x, false);
    }

    /** {@code sum += x * matrix^T}; otherwise as {@link #multiply}. */
    public void add(Tensor sum, Tensor x) {
        run(sum, x, true);
    }

    private void run(Tensor out, Tensor x, boolean add) {
        Shape shape = new Shape(layout, x.size(0), x.stride(0), out.stride(0), add);
        try (Pointer xData = x.data_ptr();
                Pointer outData = out.data_ptr()) {
            OneDnn.own().multiply(shape, () -> operands(shape), xData, data, outData);
        }
    }

    private OneDnn.Operands operands(Shape shape) {
        return new OneDnn.Operands(
                layout.x(shape.rows, shape.xRow),
                packed.get_desc(),
                layout.result(shape.rows, shape.outRow),
                shape.add);
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
