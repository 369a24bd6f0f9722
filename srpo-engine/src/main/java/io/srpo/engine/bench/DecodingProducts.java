package io.srpo.engine.bench;

import io.srpo.engine.kernels.OneDnnTrial;
import io.srpo.engine.kernels.PackedMatrix;
import io.srpo.engine.model.ModelConfig;
import io.srpo.engine.torch.Buffers;
import io.srpo.engine.torch.Dtype;
import io.srpo.engine.torch.Torch;
import java.util.ArrayList;
import java.util.List;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.Tensor;

/**
 * The matrix products of one step of decoding and nothing else, to be timed beside the steps themselves: all layers' one after the other, since each has matrices of its own, which come from memory at every step. Not
 * thread-safe.
 */
public final class DecodingProducts implements AutoCloseable {
    /** Bytes of matrices that no cache holds from one step to the next. */
    private static final long MORE_THAN_CACHES = 256L << 20;

    private final Shapes shapes;
    private final Dtype dtype;
    private final int rows;
    private final Buffers buffers = new Buffers();
    private final List<PackedMatrix> matrices = new ArrayList<>();
    private final List<Runnable> ofLayers = new ArrayList<>();
    private final Runnable ofHead;
    private final int distinct;

    /** @param rows decoded at once */
    public DecodingProducts(ModelConfig config, Dtype dtype, int rows) {
        shapes = Shapes.of(config);
        this.dtype = dtype;
        this.rows = rows;
        distinct = distinct();
        try (PointerScope scope = new PointerScope()) {
            ofHead = products(shapes.head(), 1).get(0);
            List<List<Runnable>> sites = new ArrayList<>();
            for (int[] shape : shapes.layer()) {
                sites.add(products(shape, distinct));
            }
            for (int i = 0; i < distinct; i++) {
                for (List<Runnable> site : sites) {
                    ofLayers.add(site.get(i));
                }
            }
        }
    }

    /** Layers with matrices of their own: all of them, or as many as no cache holds. */
    private int distinct() {
        long bytes = 0;
        for (int[] shape : shapes.layer()) {
            bytes += (long) shape[0] * shape[1] * dtype.bytes();
        }
        return (int) Math.max(1, Math.min(shapes.layers(), MORE_THAN_CACHES / bytes));
    }

    /** Products of one shape with matrices laid out ahead, which share their rows and results, as decoding has it. */
    private List<Runnable> products(int[] shape, int times) {
        Tensor x = buffers.own(GemmCeiling.filled(dtype, rows, shape[0]));
        Tensor out = buffers.empty(rows, shape[1]);
        List<Runnable> products = new ArrayList<>();
        for (int i = 0; i < times; i++) {
            Tensor matrix = GemmCeiling.filled(dtype, shape[1], shape[0]).t();
            if (OneDnnTrial.passed(dtype)) {
                PackedMatrix packed = new PackedMatrix(matrix, rows);
                matrices.add(packed);
                products.add(() -> packed.multiply(out, x));
            } else {
                Tensor kept = buffers.own(matrix);
                products.add(() -> GemmCeiling.multiply(dtype, out, x, kept));
            }
        }
        return products;
    }

    /** Seconds that they take at this moment, once. */
    public double seconds() {
        return Torch.withLibraryThreads(() -> {
            double head = GemmCeiling.seconds(ofHead);
            return head + GemmCeiling.seconds(() -> ofLayers.forEach(Runnable::run)) * shapes.layers() / distinct;
        });
    }

    @Override
    public void close() {
        matrices.forEach(PackedMatrix::close);
        buffers.close();
    }
}
