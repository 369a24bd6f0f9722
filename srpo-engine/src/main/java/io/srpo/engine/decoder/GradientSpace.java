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
    final Tensor gateUp;
    final Tensor qkv;
    /** By attention's result, one row more than there are tokens. */
    final Tensor mixed;

    /** What the layers' products read of those, and of the layer's activations. */
    final Operand byStream;

    final Operand byGateUp;
    final Operand byProjected;
    final Operand ofNormed;
    final Operand ofActivated;
    final Operand ofMixed;

    /** Elements of a layer's norms and biases: two norms, the bias, the heads' norms. */
    final long sharesWidth;

    /**
     * @param by number type of the products with gradients
     * @param of number type of the matrices' gradients; fp32 where they are not computed
     */
    GradientSpace(ModelConfig config, int capacity, Dtype by, Dtype of) {
        long hidden = config.hiddenSize();
        stream = buffers.empty(capacity, hidden);
        normed = buffers.empty(capacity, hidden);
        activated = buffers.empty(capacity, config.intermediateSize());
        gateUp = buffers.empty(capacity, 2L * config.intermediateSize());
        long projected = (config.heads() + 2L * config.kvHeads()) * config.headDim();
        qkv = buffers.empty(capacity, projected);
        sharesWidth = 2 * hidden + (2L * config.heads() + 3L * config.kvHeads()) * config.headDim();
        long queries = (long) config.heads() * config.headDim();
        mixed = buffers.empty(capacity + 1L, queries);
        byStream = new Operand(buffers, by, capacity, hidden);
        byGateUp = new Operand(buffers, by, capacity, 2L * config.intermediateSize());
        byProjected = new Operand(buffers, by, capacity, projected);
        ofNormed = new Operand(buffers, of, capacity, hidden);
        ofActivated = new Operand(buffers, of, capacity, config.intermediateSize());
        ofMixed = new Operand(buffers, of, capacity, queries);
    }

    @Override
    public void close() {
        buffers.close();
    }
}
