package io.srpo.engine.decoder;

import io.srpo.engine.model.ModelConfig;
import io.srpo.engine.torch.Buffers;
import org.bytedeco.pytorch.Tensor;

/** Scratch of a backward pass, shared by all layers. */
final class GradientSpace implements AutoCloseable {
    private final Buffers buffers = new Buffers();
    /** By the residual stream, {@code [rows, hidden]}. */
    final Tensor stream;

    final Tensor normed;
    final Tensor activated;
    final Tensor gateUp;
    final Tensor qkv;
    /** By attention's result, one row more than there are tokens. */
    final Tensor mixed;

    /** Elements of a layer's norms and biases: two norms, the bias, the heads' norms. */
    final long sharesWidth;

    GradientSpace(ModelConfig config, int capacity) {
        long hidden = config.hiddenSize();
        stream = buffers.empty(capacity, hidden);
        normed = buffers.empty(capacity, hidden);
        activated = buffers.empty(capacity, config.intermediateSize());
        gateUp = buffers.empty(capacity, 2L * config.intermediateSize());
        qkv = buffers.empty(capacity, (config.heads() + 2L * config.kvHeads()) * config.headDim());
        sharesWidth = 2 * hidden + (2L * config.heads() + 3L * config.kvHeads()) * config.headDim();
        mixed = buffers.empty(capacity + 1L, (long) config.heads() * config.headDim());
    }

    @Override
    public void close() {
        buffers.close();
    }
}
