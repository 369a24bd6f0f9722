package io.srpo.engine.decoder;

import io.srpo.engine.model.ModelConfig;
import io.srpo.engine.model.RopeScaling;
import io.srpo.engine.torch.Dtype;
import io.srpo.engine.torch.Torch;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.Tensor;

/**
 * Which number type multiplies faster here, found out by multiplying: one layer's products forward and back, in the model's shapes, conversions included. Takes about half a second, a second where the two are near;
 * a processor without bf16 is found out by one small product, and a model of small layers stays in fp32.
 *
 * @param dtype the faster one; bf16 only when it gains at least 15%
 * @param fp32 GFLOP/s in fp32; of the small product where that was enough to decide
 * @param bf16 GFLOP/s in bf16, alike
 */
public record DtypeTrial(Dtype dtype, double fp32, double bf16) {
    private static final double WORTH_IT = 1.15;
    private static final double HOPELESS = 0.25;
    private static final int SMALL = 128;

    /** Weights of a layer, below which waking threads takes as long as multiplying: which type wins is chance there, and the gain small. */
    private static final int FEW_WEIGHTS = 1_000_000;

    private static final double OPERATIONS = 6e9;
    private static final int MOST_ROWS = 512;

    /** At most, of both types in turn: what else the machine does for a moment meets both. */
    private static final int ROUNDS = 3;

    /** A round whose gain is off by more than this factor from the one that decides is the last. */
    private static final double CLEARLY = 1.3;

    /** Of each product in a round, of which the best counts: the first ones meet the other type's threads, which wait awake for a while. */
    private static final int TRIES = 5;

    /** One product's shape: {@code [rows, in]} by {@code [in, out]}. */
    private record Shape(int in, int out) {}

    /** Times both. {@link Torch#start} has to have been called. */
    public static DtypeTrial of(ModelConfig config) {
        return Torch.withLibraryThreads(() -> timed(config));
    }

    private static DtypeTrial timed(ModelConfig config) {
        Shape[] small = {new Shape(SMALL, SMALL)};
        // It is over before the threads of the type before it have gone to sleep, so one round of it says nothing.
        DtypeTrial first = race(small, SMALL, Double.MAX_VALUE);
        int queries = config.heads() * config.headDim();
        Shape[] layer = {
            new Shape(config.hiddenSize(), queries + 2 * config.kvHeads() * config.headDim()),
            new Shape(queries, config.hiddenSize()),
            new Shape(config.hiddenSize(), 2 * config.intermediateSize()),
            new Shape(config.intermediateSize(), config.hiddenSize())
        };
        if (first.bf16 < HOPELESS * first.fp32 || weights(layer) < FEW_WEIGHTS) {
            return new DtypeTrial(Dtype.FP32, first.fp32, first.bf16);
        }
        int rows = (int) Math.max(16, Math.min(MOST_ROWS, OPERATIONS / operations(layer, 1)));
        return race(layer, rows, CLEARLY);
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

    /** @param clearly ends with a round in which the gain is off by more than this factor from the one that decides */
    private static DtypeTrial race(Shape[] shapes, int rows, double clearly) {
        double[] fp32 = new double[shapes.length];
        double[] bf16 = new double[shapes.length];
        Arrays.fill(fp32, Double.MAX_VALUE);
        Arrays.fill(bf16, Double.MAX_VALUE);
        double operations = operations(shapes, rows) / 1e9;
        double inFp32 = 0;
        double inBf16 = 0;
        for (int i = 0; i < ROUNDS; i++) {
            improve(fp32, Dtype.FP32, shapes, rows);
            improve(bf16, Dtype.BF16, shapes, rows);
            inFp32 = operations / Arrays.stream(fp32).sum();
            inBf16 = operations / Arrays.stream(bf16).sum();
            double gain = inBf16 / inFp32;
            if (gain > WORTH_IT * clearly || gain < WORTH_IT / clearly) {
                break;
            }
        }
        return new DtypeTrial(inBf16 > WORTH_IT * inFp32 ? Dtype.BF16 : Dtype.FP32, inFp32, inBf16);
    }

    private static void improve(double[] best, Dtype dtype, Shape[] shapes, int rows) {
        for (int i = 0; i < TRIES; i++) {
            for (int j = 0; j < shapes.length; j++) {
                best[j] = Math.min(best[j], seconds(dtype, shapes[j], rows));
            }
        }
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
            Tensor multiplied = by.to(dtype.type());
            products.back(x, multiplied, matrix);
            products.addGradient(gradient, multiplied, x.to(dtype.type()));
            return (System.nanoTime() - started) / 1e9;
        }
    }

    private static double operations(Shape[] shapes, int rows) {
        return 6.0 * rows * weights(shapes);
    }

    private static long weights(Shape[] shapes) {
        return Arrays.stream(shapes)
                .mapToLong(shape -> (long) shape.in * shape.out)
                .sum();
    }

    /** "fp32 (measured: fp32 154 GFLOP/s, bf16 1)". */
    public String describe() {
        return String.format(Locale.ROOT, "%s (measured: fp32 %.0f GFLOP/s, bf16 %.0f)", dtype.word(), fp32, bf16);
    }
}
