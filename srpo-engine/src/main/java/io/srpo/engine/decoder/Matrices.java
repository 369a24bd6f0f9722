package io.srpo.engine.decoder;

import io.srpo.engine.torch.Buffers;
import io.srpo.engine.torch.Dtype;
import io.srpo.engine.torch.Team;
import io.srpo.engine.torch.Torch;
import java.util.ArrayList;
import java.util.List;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.Tensor;
import org.jspecify.annotations.Nullable;

/**
 * What a model's layers multiply with: the fp32 weights themselves, or copies of them in bf16 and with adapters added, which {@link #refresh} makes anew after the weights have moved.
 */
final class Matrices implements AutoCloseable {
    /** One layer's matrices, {@code [out, in]}, and transposed views of them. */
    record Layer(
            Tensor qkv, Tensor qkvT, Tensor o, Tensor oT, Tensor gateUp, Tensor gateUpT, Tensor down, Tensor downT) {}

    private final Parameters parameters;
    private final @Nullable Adapters adapters;
    private final Dtype dtype;
    private final boolean copied;
    private final Buffers buffers = new Buffers();
    private final List<Layer> layers = new ArrayList<>();
    private final Tensor head;
    private final Tensor headT;

    Matrices(Parameters parameters, Dtype dtype, @Nullable Adapters adapters) {
        this.parameters = parameters;
        this.adapters = adapters;
        this.dtype = dtype;
        copied = dtype != Dtype.FP32 || adapters != null;
        try (PointerScope scope = new PointerScope()) {
            for (int i = 0; i < parameters.config().layers(); i++) {
                Parameters.Layer weights = parameters.layer(i);
                layers.add(layer(
                        place(weights.qkv()), place(weights.o()), place(weights.gateUp()), place(weights.down())));
            }
            head = dtype == Dtype.FP32 ? parameters.head() : buffers.own(like(parameters.head()));
            headT = buffers.own(head.t());
        }
        refresh();
    }

    /** Where a matrix is multiplied with: a copy's place, or the weight itself. */
    private Tensor place(Tensor weight) {
        return copied ? buffers.own(like(weight)) : weight;
    }

    private Tensor like(Tensor weight) {
        return Torch.empty(dtype, weight.size(0), weight.size(1));
    }

    private Layer layer(Tensor qkv, Tensor o, Tensor gateUp, Tensor down) {
        return new Layer(
                qkv,
                buffers.own(qkv.t()),
                o,
                buffers.own(o.t()),
                gateUp,
                buffers.own(gateUp.t()),
                down,
                buffers.own(down.t()));
    }

    Layer layer(int index) {
        return layers.get(index);
    }

    /** The output matrix, {@code [vocab, hidden]}. */
    Tensor head() {
        return head;
    }

    /** The same transposed. */
    Tensor headT() {
        return headT;
    }

    /** Follows the weights; does nothing where the weights are multiplied with themselves. */
    void refresh() {
        if (!copied) {
            return;
        }
        // The output matrix is the largest.
        Team.each(layers.size() + 1, i -> {
            if (i == 0) {
                refreshHead();
            } else {
                refresh(i - 1);
            }
        });
    }

    private void refreshHead() {
        if (dtype != Dtype.FP32) {
            head.copy_(parameters.head());
        }
    }

    private void refresh(int index) {
        Parameters.Layer weights = parameters.layer(index);
        Layer layer = layers.get(index);
        put(layer.qkv, weights.qkv(), index, Site.QKV);
        put(layer.o, weights.o(), index, Site.O);
        put(layer.gateUp, weights.gateUp(), index, Site.GATE_UP);
        put(layer.down, weights.down(), index, Site.DOWN);
    }

    private void put(Tensor into, Tensor weight, int layer, Site site) {
        into.copy_(adapters == null ? weight : adapters.merged(weight, layer, site));
    }

    @Override
    public void close() {
        buffers.close();
    }
}
