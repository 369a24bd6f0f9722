package io.srpo.engine.learn;

import io.srpo.engine.kernels.FusedAdamW;
import io.srpo.engine.torch.Buffers;
import io.srpo.engine.torch.Team;
import java.util.List;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;

/**
 * AdamW (Loshchilov and Hutter 2019) over flat fp32 arrays, slices on all members of the {@link Team}. The state is two flat arrays and a step count.
 */
final class AdamW implements AutoCloseable {
    /** Elements of a slice, 1 MiB: its gradients are still in the cache when they are set to zero. */
    private static final int SLICE = 1 << 18;

    private final OptimizerSpec spec;
    private final Tensor weights;
    private final Tensor gradients;
    private final List<Tensor> decayed;
    private final Buffers buffers = new Buffers();
    private final Tensor mean;
    private final Tensor square;
    private long steps;

    /**
     * @param weights flat
     * @param gradients flat, as long
     * @param decayed views of the weights that weight decay shrinks
     */
    AdamW(OptimizerSpec spec, Tensor weights, Tensor gradients, List<Tensor> decayed) {
        this.spec = spec;
        this.weights = weights;
        this.gradients = gradients;
        this.decayed = decayed.stream().map(buffers::own).toList();
        mean = buffers.zeros(weights.numel());
        square = buffers.zeros(weights.numel());
    }

    long steps() {
        return steps;
    }

    void steps(long done) {
        steps = done;
    }

    Tensor mean() {
        return mean;
    }

    Tensor square() {
        return square;
    }

    /** Rate that the next step will use. */
    double nextRate() {
        return spec.rate(steps + 1);
    }

    /** Global L2 norm of the gradients, summed over slices in double precision. */
    double gradientNorm() {
        double[] norms = new double[slices()];
        Team.each(norms.length, i -> norms[i] = slice(gradients, i).norm().item_float());
        double sum = 0;
        for (double norm : norms) {
            sum += norm * norm;
        }
        return Math.sqrt(sum);
    }

    /** One step; the gradients are zero afterwards. */
    void step(double gradientNorm) {
        steps++;
        double rate = spec.rate(steps);
        boolean clip = spec.clipNorm() > 0 && gradientNorm > spec.clipNorm();
        FusedAdamW fused = new FusedAdamW(
                steps,
                rate,
                spec.beta1(),
                spec.beta2(),
                spec.epsilon(),
                clip ? (gradientNorm + 1e-6) / spec.clipNorm() : 1);
        try (PointerScope outer = new PointerScope()) {
            decay(rate);
            Team.each(slices(), i -> {
                Tensor gradient = slice(gradients, i);
                fused.step(slice(weights, i), gradient, slice(mean, i), slice(square, i));
                gradient.zero_();
            });
        }
    }

    private void decay(double rate) {
        if (spec.weightDecay() > 0) {
            Scalar kept = new Scalar(1 - rate * spec.weightDecay());
            Team.each(decayed.size(), i -> decayed.get(i).mul_(kept));
        }
    }

    private int slices() {
        return Math.toIntExact((weights.numel() + SLICE - 1) / SLICE);
    }

    private static Tensor slice(Tensor flat, int index) {
        long from = (long) index * SLICE;
        return flat.narrow(0, from, Math.min(SLICE, flat.numel() - from));
    }

    @Override
    public void close() {
        buffers.close();
    }
}
