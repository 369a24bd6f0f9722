package io.srpo.engine.learn;

import io.srpo.engine.torch.Buffers;
import io.srpo.engine.torch.Team;
import java.util.List;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;

/**
 * AdamW (Loshchilov and Hutter 2019) over flat fp32 arrays, a slice at a time so that all of a slice's passes run in the cache, slices on all members of
 * the {@link Team}. The state is two
 * flat arrays and a step count.
 */
final class AdamW implements AutoCloseable {
    /** Elements of a slice: four arrays of it fit a core's share of the cache. */
    private static final int SLICE = 1 << 16;

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
        double rootCorrection = Math.sqrt(1 - Math.pow(spec.beta2(), (double) steps));
        double correction = 1 - Math.pow(spec.beta1(), (double) steps);
        boolean clip = spec.clipNorm() > 0 && gradientNorm > spec.clipNorm();
        try (PointerScope outer = new PointerScope()) {
            Scalar shrink = new Scalar(clip ? spec.clipNorm() / (gradientNorm + 1e-6) : 1);
            Scalar meanShare = new Scalar(1 - spec.beta1());
            Scalar squareKept = new Scalar(spec.beta2());
            Scalar squareShare = new Scalar(1 - spec.beta2());
            Scalar epsilon = new Scalar(spec.epsilon() * rootCorrection);
            Scalar pace = new Scalar(-rate * rootCorrection / correction);
            decay(rate);
            Team.each(slices(), i -> {
                Tensor g = slice(gradients, i);
                Tensor m = slice(mean, i);
                Tensor v = slice(square, i);
                if (clip) {
                    g.mul_(shrink);
                }
                m.lerp_(g, meanShare);
                v.mul_(squareKept).addcmul_(g, g, squareShare);
                Tensor root = torch.sqrt(v).add_(epsilon);
                slice(weights, i).addcdiv_(m, root, pace);
                g.zero_();
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
