package io.srpo.engine.bench;

import io.srpo.engine.model.ModelConfig;
import io.srpo.engine.torch.Dtype;
import io.srpo.engine.torch.PackedMatrix;
import io.srpo.engine.torch.Torch;
import io.srpo.engine.torch.WideProduct;
import java.util.ArrayList;
import java.util.List;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;

/**
 * Speed of a model's matrix products alone, in its shapes: no model on this machine can be faster than its products. Each product is timed by itself, best of several; a
 * number type that the processor lacks is given up after one small product.
 */
public final class GemmCeiling {
    /** Rows of the training products: a micro-batch's tokens. */
    private static final int ROWS = 2048;

    /** Rows that the output matrix is multiplied with at once, as training does it. */
    private static final int HEAD_ROWS = 256;

    private static final int SMALL = 128;

    /** Of fp32's speed in the small product. */
    private static final double HOPELESS = 0.25;

    private static final double MOST_OPERATIONS = 2e11;

    /** A core that another machine takes away in the middle of a product would otherwise pass for the machine's own speed. */
    private static final int TRIES = 12;

    /** Bytes of matrices that no cache holds from one step to the next. */
    private static final long MORE_THAN_CACHES = 256L << 20;

    private final int layers;
    private final int[][] layer;
    private final int[] head;

    /** Shapes {@code {in, out}} of this model. */
    public GemmCeiling(ModelConfig config) {
        int queries = config.heads() * config.headDim();
        layers = config.layers();
        layer = new int[][] {
            {config.hiddenSize(), queries + 2 * config.kvHeads() * config.headDim()},
            {queries, config.hiddenSize()},
            {config.hiddenSize(), 2 * config.intermediateSize()},
            {config.intermediateSize(), config.hiddenSize()}
        };
        head = new int[] {config.hiddenSize(), config.vocabSize()};
    }

    /** GFLOP/s of training's products, forward and both gradients. {@link Torch#start} has to have been called. */
    public double training(Dtype dtype) {
        return Torch.withLibraryThreads(() -> trained(dtype));
    }

    private double trained(Dtype dtype) {
        int[] square = {SMALL, SMALL};
        double small = rate(dtype, SMALL, square);
        if (small < HOPELESS * rate(Dtype.FP32, SMALL, square)) {
            return small;
        }
        double seconds = 0;
        double operations = 0;
        for (int[] shape : layer) {
            int rows = rows(shape, ROWS);
            seconds += layers * (product(dtype, rows, shape) + back(dtype, rows, shape)) / rows;
            operations += layers * 6.0 * shape[0] * shape[1];
        }
        int rows = rows(head, HEAD_ROWS);
        seconds += (product(dtype, rows, head) + back(dtype, rows, head)) / rows;
        operations += 6.0 * head[0] * head[1];
        return operations / seconds / 1e9;
    }

    /**
     * Seconds that one decoding step's products take for so many rows: all layers' one after the other, since each has matrices of its own, which come from memory at every step. Best of several.
     */
    public double decoding(Dtype dtype, int rows) {
        return Torch.withLibraryThreads(() -> decoded(dtype, rows));
    }

    private double decoded(Dtype dtype, int rows) {
        List<PackedMatrix> matrices = new ArrayList<>();
        try (PointerScope scope = new PointerScope()) {
            Runnable ofHead = decodings(dtype, rows, head, 1, matrices).get(0);
            List<List<Runnable>> sites = new ArrayList<>();
            for (int[] shape : layer) {
                sites.add(decodings(dtype, rows, shape, distinct(dtype), matrices));
            }
            double ofLayers = best(() -> {
                for (int i = 0; i < distinct(dtype); i++) {
                    for (List<Runnable> site : sites) {
                        site.get(i).run();
                    }
                }
            });
            return best(ofHead) + ofLayers * layers / distinct(dtype);
        } finally {
            matrices.forEach(PackedMatrix::close);
        }
    }

    /** Layers with matrices of their own: all of them, or as many as no cache holds. */
    private int distinct(Dtype dtype) {
        long bytes = 0;
        for (int[] shape : layer) {
            bytes += (long) shape[0] * shape[1] * dtype.bytes();
        }
        return (int) Math.max(1, Math.min(layers, MORE_THAN_CACHES / bytes));
    }

    /** Products of one shape with matrices laid out ahead, which share their rows and results, as decoding has it. */
    private static List<Runnable> decodings(
            Dtype dtype, int rows, int[] shape, int times, List<PackedMatrix> matrices) {
        Tensor x = filled(dtype, rows, shape[0]);
        Tensor out = Torch.empty(rows, shape[1]);
        List<Runnable> products = new ArrayList<>();
        for (int i = 0; i < times; i++) {
            Tensor matrix = filled(dtype, shape[1], shape[0]).t();
            if (PackedMatrix.available(dtype)) {
                PackedMatrix packed = new PackedMatrix(matrix, rows);
                matrices.add(packed);
                products.add(() -> packed.multiply(out, x));
            } else {
                products.add(() -> multiply(dtype, out, x, matrix));
            }
        }
        return products;
    }

    private static int rows(int[] shape, int wanted) {
        return (int) Math.max(16, Math.min(wanted, MOST_OPERATIONS / (6.0 * shape[0] * shape[1])));
    }

    private static double rate(Dtype dtype, int rows, int[] shape) {
        return 2.0 * rows * shape[0] * shape[1] / product(dtype, rows, shape) / 1e9;
    }

    private static double product(Dtype dtype, int rows, int[] shape) {
        try (PointerScope scope = new PointerScope()) {
            Tensor x = filled(dtype, rows, shape[0]);
            Tensor matrix = filled(dtype, shape[1], shape[0]).t();
            return best(dtype, Torch.empty(rows, shape[1]), x, matrix);
        }
    }

    /** Gradient by the input and gradient by the matrix. */
    private static double back(Dtype dtype, int rows, int[] shape) {
        try (PointerScope scope = new PointerScope()) {
            Tensor x = filled(dtype, rows, shape[0]);
            Tensor by = filled(dtype, rows, shape[1]);
            Tensor matrix = filled(dtype, shape[1], shape[0]);
            return best(dtype, Torch.empty(rows, shape[0]), by, matrix)
                    + best(dtype, Torch.empty(shape[1], shape[0]), by.t(), x);
        }
    }

    private static Tensor filled(Dtype dtype, int rows, int columns) {
        return Torch.zeros(rows, columns).add_(Torch.ONE).to(dtype.type());
    }

    /** Seconds of {@code out = a * b}. */
    private static double best(Dtype dtype, Tensor out, Tensor a, Tensor b) {
        return best(() -> multiply(dtype, out, a, b));
    }

    /** As the engine multiplies. */
    private static void multiply(Dtype dtype, Tensor out, Tensor a, Tensor b) {
        if (dtype == Dtype.BF16) {
            WideProduct.multiply(out, a, b);
        } else {
            torch.mm_out(out, a, b);
        }
    }

    private static double best(Runnable product) {
        double best = Double.MAX_VALUE;
        for (int i = 0; i < TRIES; i++) {
            long started = System.nanoTime();
            product.run();
            best = Math.min(best, (System.nanoTime() - started) / 1e9);
        }
        return best;
    }
}
