package io.srpo.engine.decoder;

import io.srpo.engine.model.ModelConfig;
import io.srpo.engine.model.RopeScaling;
import io.srpo.engine.torch.Dtype;
import io.srpo.engine.torch.Torch;
import java.util.List;
import java.util.Locale;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.Tensor;

/**
 * Which number type multiplies faster here, found out by multiplying: one layer's products forward and back, in the model's shapes, conversions included. Takes about a second;
 * a processor without bf16 is found out by one small product.
 *
 * @param dtype the faster one; bf16 only when it gains at least a quarter
 * @param fp32 GFLOP/s in fp32
 * @param bf16 GFLOP/s in bf16; of the small product where that was enough to give bf16 up
 */
public record DtypeTrial(Dtype dtype, double fp32, double bf16) {
    /** Far from what chance moves, so that the same model takes the same type at every start; small models gain less and stay in fp32. */
    private static final double WORTH_IT = 1.25;

    private static final double HOPELESS = 0.25;
    private static final int SMALL = 128;
    private static final double OPERATIONS = 6e9;
    private static final int MOST_ROWS = 512;

    /** Of each product in each type, in turn, of which the best counts: what else the machine does for a moment meets both types. */
    private static final int TRIES = 10;

    /** One product's shape: {@code [rows, in]} by {@code [in, out]}. */
    private record Shape(int in, int out) {}

    /** Times both. {@link Torch#start} has to have been called. */
    public static DtypeTrial of(ModelConfig config) {
        return Torch.withLibraryThreads(() -> timed(config));
    }

    private static DtypeTrial timed(ModelConfig config) {
        Shape[] small = {new Shape(SMALL, SMALL)};
        DtypeTrial first = race(small, SMALL);
        if (first.bf16 < HOPELESS * first.fp32) {
            return first;
        }
        int queries = config.heads() * config.headDim();
        Shape[] layer = {
            new Shape(config.hiddenSize(), queries + 2 * config.kvHeads() * config.headDim()),
            new Shape(queries, config.hiddenSize()),
            new Shape(config.hiddenSize(), 2 * config.intermediateSize()),
            new Shape(config.intermediateSize(), config.hiddenSize())
        };
        int rows = (int) Math.max(16, Math.min(MOST_ROWS, OPERATIONS / operations(layer, 1)));
        return race(layer, rows);
    }

    /** For the shape of Qwen2.5-0.5B, where no model is at hand. */
    public static DtypeTrial typical() {
        return of(new ModelConfig(
                ModelConfig.Architecture.QWEN2,
                151_936,
                896,
                4864,
                24,
                14,
                2,
                64,
                32_768,
                1e-6,
                1e6,
                new RopeScaling.None(),
                true,
                true,
                false,
                List.of()));
    }

    private static DtypeTrial race(Shape[] shapes, int rows) {
        double fp32 = 0;
        double bf16 = 0;
        for (Shape shape : shapes) {
            double bestFp32 = Double.MAX_VALUE;
            double bestBf16 = Double.MAX_VALUE;
            for (int i = 0; i < TRIES; i++) {
                bestFp32 = Math.min(bestFp32, seconds(Dtype.FP32, shape, rows));
                bestBf16 = Math.min(bestBf16, seconds(Dtype.BF16, shape, rows));
            }
            fp32 += bestFp32;
            bf16 += bestBf16;
        }
        double operations = operations(shapes, rows) / 1e9;
        Dtype faster = bf16 * WORTH_IT < fp32 ? Dtype.BF16 : Dtype.FP32;
        return new DtypeTrial(faster, operations / fp32, operations / bf16);
    }

    /** Forward, gradient by the input, gradient by the matrix. */
    private static double seconds(Dtype dtype, Shape shape, int rows) {
        Products products = Products.of(dtype);
        try (PointerScope scope = new PointerScope()) {
            Tensor x = Torch.empty(rows, shape.in).fill_(Torch.ONE);
            Tensor by = Torch.empty(rows, shape.out).fill_(Torch.ONE);
            Tensor matrix = Torch.empty(shape.out, shape.in).fill_(Torch.ONE).to(dtype.type());
            Tensor gradient = Torch.zeros(shape.out, shape.in);
            long started = System.nanoTime();
            products.apply(by, x, matrix.t(), null);
            products.back(x, by, matrix);
            products.addGradient(gradient, by, x);
            return (System.nanoTime() - started) / 1e9;
        }
    }

    private static double operations(Shape[] shapes, int rows) {
        double sum = 0;
        for (Shape shape : shapes) {
            sum += 6.0 * rows * shape.in * shape.out;
        }
        return sum;
    }

    /** "fp32 (measured: fp32 154 GFLOP/s, bf16 1)". */
    public String describe() {
        return String.format(Locale.ROOT, "%s (measured: fp32 %.0f GFLOP/s, bf16 %.0f)", dtype.word(), fp32, bf16);
    }
}
