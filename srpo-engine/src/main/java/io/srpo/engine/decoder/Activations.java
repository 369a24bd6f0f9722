package io.srpo.engine.decoder;

import io.srpo.engine.model.ModelConfig;
import io.srpo.engine.torch.Buffers;
import io.srpo.engine.torch.Dtype;
import java.util.ArrayList;
import java.util.List;
import org.bytedeco.pytorch.Tensor;
import org.jspecify.annotations.Nullable;

/**
 * Work space of a packed pass, allocated once for a number of rows and used again by every micro-batch: what the backward pass needs of each layer, and
 * scratch that all layers share. Without a backward pass all layers share one layer's space, and so they do where only their inputs are kept to compute them again.
 */
final class Activations implements AutoCloseable {
    /**
     * What one layer keeps, all but the heads {@code [rows, ..]}.
     *
     * @param inputUnit the input norm's result before its weight
     * @param inputScale 1 / rms
     * @param heads in the type that attention's products read
     * @param headUnit queries and keys after their norm before its weight (Qwen3)
     * @param headScale 1 / rms a head
     * @param mixed attention's result, in the type that products read unless adapters read it too
     * @param gate the feed-forward part's gate before its activation
     * @param up what it lets through
     */
    record Layer(
            Tensor inputUnit,
            Tensor inputScale,
            Heads heads,
            @Nullable Tensor headUnit,
            @Nullable Tensor headScale,
            Tensor mixed,
            Tensor postUnit,
            Tensor postScale,
            Tensor gate,
            Tensor up) {}

    final int capacity;
    /** Residual stream, {@code [rows, hidden]}. */
    final Tensor stream;

    final SlicedOperand normed;
    final Tensor projected;
    final SlicedOperand activated;
    private final Buffers buffers = new Buffers();
    private final List<Layer> layers = new ArrayList<>();
    private final List<Tensor> inputs = new ArrayList<>();
    private final Keep keep;

    /** What of the forward pass the backward pass finds. */
    enum Keep {
        /** Nothing: there is none. */
        NOTHING,
        /** Each layer's input; the rest is computed again. */
        INPUTS,
        ALL
    }

    /** @param model whose products read the rows, and whose adapters, if it has some, read them in fp32 */
    Activations(LanguageModel model, int capacity, Keep keep) {
        ModelConfig config = model.config();
        Dtype dtype = model.products().dtype();
        boolean adapters = model.adapters() != null;
        this.capacity = capacity;
        this.keep = keep;
        long hidden = config.hiddenSize();
        long width = config.headDim();
        long turned = (long) config.heads() + config.kvHeads();
        long qkv = (turned + config.kvHeads()) * width;
        stream = buffers.empty(capacity, hidden);
        normed = new SlicedOperand(buffers, dtype, adapters, capacity, hidden);
        projected = buffers.empty(capacity, qkv);
        activated = new SlicedOperand(buffers, dtype, adapters, capacity, config.intermediateSize());
        for (int i = 0; i < (keep == Keep.ALL ? config.layers() : 1); i++) {
            layers.add(new Layer(
                    buffers.empty(capacity, hidden),
                    buffers.empty(capacity, 1),
                    Heads.empty(buffers, AttentionProducts.of(model.products()).dtype(), config, capacity),
                    config.qkNorm() ? buffers.empty(capacity, turned, width) : null,
                    config.qkNorm() ? buffers.empty(capacity, turned, 1) : null,
                    buffers.empty(adapters ? Dtype.FP32 : dtype, capacity, config.heads() * width),
                    buffers.empty(capacity, hidden),
                    buffers.empty(capacity, 1),
                    buffers.empty(capacity, config.intermediateSize()),
                    buffers.empty(capacity, config.intermediateSize())));
        }
        for (int i = 0; keep == Keep.INPUTS && i < config.layers(); i++) {
            inputs.add(buffers.empty(capacity, hidden));
        }
    }

    Layer layer(int index) {
        return layers.get(keep == Keep.ALL ? index : 0);
    }

    boolean checkpoints() {
        return keep == Keep.INPUTS;
    }

    /** The stream before a layer, {@code [rows, hidden]}. */
    Tensor input(int layer) {
        return inputs.get(layer);
    }

    @Override
    public void close() {
        buffers.close();
    }
}
