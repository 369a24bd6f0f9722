package io.srpo.engine.bench;

import io.srpo.engine.model.ModelConfig;
import io.srpo.engine.torch.Dtype;
import io.srpo.engine.torch.Team;
import io.srpo.engine.torch.Torch;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.Tensor;

/**
 * What main memory alone takes of training and decoding: the bytes that have to pass through it, counted, at this machine's measured speed. With the time of the products, see {@link GemmCeiling}, it is the least
 * that a step takes as long as the two do not overlap. What caches hold from one operation to the next and what elementwise operations compute is not counted, so nothing gets that far.
 */
public final class Roofline {
    /** Elements of the tensor that is read: far more than any cache holds. */
    private static final int ELEMENTS = 1 << 27;

    private static final int TRIES = 5;

    /** AdamW reads weight, gradient and both moments and writes all but the gradient; the gradient is written, and read for its norm. All fp32. */
    private static final long OPTIMIZER_BYTES = 9L * Float.BYTES;

    private final ModelConfig config;
    private final long parameters;
    private final Dtype dtype;
    private final double bytesPerSecond;

    /**
     * @param parameters of the model
     * @param dtype of its products
     * @param bytesPerSecond as {@link #memorySpeed} measures it
     */
    public Roofline(ModelConfig config, long parameters, Dtype dtype, double bytesPerSecond) {
        this.config = config;
        this.parameters = parameters;
        this.dtype = dtype;
        this.bytesPerSecond = bytesPerSecond;
    }

    /** Bytes a second that all threads together read from main memory, best of several. {@link Torch#start} has to have been called. */
    public static double memorySpeed() {
        try (PointerScope scope = new PointerScope()) {
            Tensor read = Torch.zeros(ELEMENTS);
            // Untouched memory is one page of zeros.
            read.fill_(Torch.ONE);
            double best = Double.MAX_VALUE;
            for (int i = 0; i < TRIES; i++) {
                long started = System.nanoTime();
                Team.ranges(ELEMENTS, 1, (from, to) -> read.narrow(0, from, (long) to - from)
                        .sum()
                        .item_float());
                best = Math.min(best, (System.nanoTime() - started) / 1e9);
            }
            return (double) ELEMENTS * Float.BYTES / best;
        }
    }

    /** Seconds that memory takes of one optimizer step over so many tokens at once: gradients and moments, the weights forward and back, and what each layer keeps for the way back. */
    public double training(int rows) {
        // Laid out for the way forward and for the way back.
        long rounded = dtype == Dtype.FP32 ? 0 : 2L * dtype.bytes();
        double weights = (double) parameters * (OPTIMIZER_BYTES + rounded + 2L * dtype.bytes());
        double ofNorms = 2.0 * config.hiddenSize();
        double ofHeads = 2.0 * (config.heads() + config.kvHeads()) * config.headDim();
        double kept = Float.BYTES * (ofNorms + 2.0 * config.intermediateSize()) + dtype.bytes() * ofHeads;
        return (weights + 2.0 * rows * config.layers() * kept) / bytesPerSecond;
    }

    /**
     * Seconds that memory takes of one decoding step beside the products, which read the weights: the keys and values looked at, and the logits once written and once read.
     *
     * @param rows answers decoded at once
     * @param promptTokens of all prompts together, each shared by the answers to it
     * @param ownTokens of one answer
     */
    public double decoding(int rows, long promptTokens, double ownTokens) {
        double token = 2.0 * config.layers() * config.kvHeads() * config.headDim() * dtype.bytes();
        double logits = 2.0 * Float.BYTES * rows * config.vocabSize();
        return (token * (promptTokens + rows * ownTokens) + logits) / bytesPerSecond;
    }
}
