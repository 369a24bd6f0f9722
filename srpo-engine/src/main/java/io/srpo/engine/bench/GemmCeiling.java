package io.srpo.engine.bench;

import io.srpo.engine.kernels.WideProduct;
import io.srpo.engine.model.ModelConfig;
import io.srpo.engine.torch.Dtype;
import io.srpo.engine.torch.Torch;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;

/**
 * Speed of a training's matrix products alone, in the model's shapes: no model on this machine can be faster than its products. Each product is timed by itself, best of several; a
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

    /** Of {@link #trainingSeconds}. */
    private static final int TRIES_AT_A_MOMENT = 3;

    private final Shapes shapes;

    public GemmCeiling(ModelConfig config) {
        shapes = Shapes.of(config);
    }

    /** GFLOP/s of training's products, forward and both gradients, at their best. {@link Torch#start} has to have been called. */
    public double training(Dtype dtype) {
        return Torch.withLibraryThreads(() -> {
            double small = rate(dtype, SMALL, new int[] {SMALL, SMALL});
            return small < HOPELESS * rate(Dtype.FP32, SMALL, new int[] {SMALL, SMALL})
                    ? small
                    : operations() / trained(dtype, TRIES) / 1e9;
        });
    }

    /** Seconds that training's products of so many tokens take at this moment, each the best of very few. */
    public double trainingSeconds(Dtype dtype, int tokens) {
        return Torch.withLibraryThreads(() -> tokens * trained(dtype, TRIES_AT_A_MOMENT));
    }

    /** Of a token's training. */
    private double operations() {
        double operations = 6.0 * shapes.head()[0] * shapes.head()[1];
        for (int[] shape : shapes.layer()) {
            operations += shapes.layers() * 6.0 * shape[0] * shape[1];
        }
        return operations;
    }

    /** Seconds a token. */
    private double trained(Dtype dtype, int tries) {
        double seconds = 0;
        for (int[] shape : shapes.layer()) {
            int rows = rows(shape, ROWS);
            seconds += shapes.layers() * (product(dtype, rows, shape, tries) + back(dtype, rows, shape, tries)) / rows;
        }
        int rows = rows(shapes.head(), HEAD_ROWS);
        return seconds + (product(dtype, rows, shapes.head(), tries) + back(dtype, rows, shapes.head(), tries)) / rows;
    }

    private static int rows(int[] shape, int wanted) {
        return (int) Math.max(16, Math.min(wanted, MOST_OPERATIONS / (6.0 * shape[0] * shape[1])));
    }

    private static double rate(Dtype dtype, int rows, int[] shape) {
        return 2.0 * rows * shape[0] * shape[1] / product(dtype, rows, shape, TRIES) / 1e9;
    }

    private static double product(Dtype dtype, int rows, int[] shape, int tries) {
        try (PointerScope scope = new PointerScope()) {
            Tensor x = filled(dtype, rows, shape[0]);
            Tensor matrix = filled(dtype, shape[1], shape[0]).t();
            Tensor out = Torch.empty(rows, shape[1]);
            return best(tries, () -> multiply(dtype, out, x, matrix));
        }
    }

    /** Gradient by the input and gradient by the matrix. */
    private static double back(Dtype dtype, int rows, int[] shape, int tries) {
        try (PointerScope scope = new PointerScope()) {
            Tensor x = filled(dtype, rows, shape[0]);
            Tensor by = filled(dtype, rows, shape[1]);
            Tensor matrix = filled(dtype, shape[1], shape[0]);
            Tensor byX = Torch.empty(rows, shape[0]);
            Tensor byMatrix = Torch.empty(shape[1], shape[0]);
            return best(tries, () -> multiply(dtype, byX, by, matrix))
                    + best(tries, () -> multiply(dtype, byMatrix, by.t(), x));
        }
    }

    static Tensor filled(Dtype dtype, int rows, int columns) {
        return Torch.zeros(rows, columns).add_(Torch.ONE).to(dtype.type());
    }

    /** {@code out = a * b}, as the engine multiplies. */
    static void multiply(Dtype dtype, Tensor out, Tensor a, Tensor b) {
        if (dtype == Dtype.BF16) {
            WideProduct.multiply(out, a, b);
        } else {
            torch.mm_out(out, a, b);
        }
    }

    private static double best(int tries, Runnable product) {
        double best = Double.MAX_VALUE;
        for (int i = 0; i < tries; i++) {
            best = Math.min(best, seconds(product));
        }
        return best;
    }

    static double seconds(Runnable product) {
        long started = System.nanoTime();
        product.run();
        return (System.nanoTime() - started) / 1e9;
    }
}
