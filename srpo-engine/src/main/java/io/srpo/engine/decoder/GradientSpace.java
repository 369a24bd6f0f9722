package io.srpo.engine.decoder;

import io.srpo.engine.model.ModelConfig;
import io.srpo.engine.torch.Buffers;
import io.srpo.engine.torch.Dtype;
import org.bytedeco.pytorch.Tensor;

/** Scratch of a backward pass, shared by all layers. */
final class GradientSpace implements AutoCloseable {
    private final Buffers buffers = new Buffers();
    /** By the residual stream, {@code [rows, hidden]}. */
    final Tensor stream;

    final Tensor normed;
    final Tensor activated;
    final Heads heads;
    /** By attention's result, one row more than there are tokens. */
    final Tensor mixed;

    /** What the layers' products read of the stream. */
    final Operand byStream;

    final SlicedOperand byGate;
    final SlicedOperand byUp;
    final SlicedOperand byProjected;

    /** Elements of a layer's norms and biases: two norms, the bias, the heads' norms. */
    final long sharesWidth;

    /**
     * @param dtype of the products
     * @param keep whether what they read is needed in fp32 as well, as adapters do
     */
    GradientSpace(ModelConfig config, int capacity, Dtype dtype, boolean keep) {
        long hidden = config.hiddenSize();
        stream = buffers.empty(capacity, hidden);
        normed = buffers.empty(capacity, hidden);
        activated = buffers.empty(capacity, config.intermediateSize());
        long projected = (config.heads() + 2L * config.kvHeads()) * config.headDim();
        heads = Heads.empty(buffers, Dtype.FP32, config, capacity);
        sharesWidth = 2 * hidden + (2L * config.heads() + 3L * config.kvHeads()) * config.headDim();
        long queries = (long) config.heads() * config.headDim();
        mixed = buffers.empty(capacity + 1L, queries);
        byStream = new Operand(buffers, dtype, capacity, hidden);
        byGate = new SlicedOperand(buffers, dtype, keep, capacity, config.intermediateSize());
        byUp = new SlicedOperand(buffers, dtype, keep, capacity, config.intermediateSize());
        byProjected = new SlicedOperand(buffers, dtype, keep, capacity, projected);
    }

    @Override
    public void close() {
        buffers.close();
    }
}
