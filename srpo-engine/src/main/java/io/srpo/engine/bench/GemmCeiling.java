package io.srpo.engine.bench;

import io.srpo.engine.torch.Torch;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;
import org.bytedeco.pytorch.global.torch.ScalarType;

/**
 * Speed of matrix products alone: no model on this machine can be faster than its products. Square products of growing size, the best time of
 * several; a number type that the processor lacks is given up at the smallest size.
 */
public final class GemmCeiling {
    private static final int[] SIZES = {256, 512, 1024};
    private static final int TRIES = 5;
    private static final double TOO_SLOW_SECONDS = 0.05;

    private GemmCeiling() {}

    /** GFLOP/s of fp32 products. */
    public static double fp32(int threads) {
        return best(ScalarType.Float, threads);
    }

    /** GFLOP/s of bf16 products. */
    public static double bf16(int threads) {
        return best(ScalarType.BFloat16, threads);
    }

    private static double best(ScalarType type, int threads) {
        Torch.start(threads);
        double best = 0;
        for (int size : SIZES) {
            double seconds = seconds(type, size);
            best = Math.max(best, 2.0 * size * size * size / seconds / 1e9);
            if (seconds > TOO_SLOW_SECONDS) {
                break;
            }
        }
        return best;
    }

    private static double seconds(ScalarType type, int size) {
        double best = Double.MAX_VALUE;
        try (PointerScope scope = new PointerScope()) {
            Tensor left = Torch.zeros(size, size).add_(Torch.ONE).to(type);
            Tensor right = Torch.zeros(size, size).add_(Torch.ONE).to(type);
            for (int i = 0; i < TRIES; i++) {
                long started = System.nanoTime();
                torch.mm(left, right);
                best = Math.min(best, (System.nanoTime() - started) / 1e9);
            }
        }
        return best;
    }
}
