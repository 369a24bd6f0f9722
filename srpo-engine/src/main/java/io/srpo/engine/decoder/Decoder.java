package io.srpo.engine.decoder;

import io.srpo.engine.kernels.GatedSilu;
import io.srpo.engine.model.ModelConfig;
import io.srpo.engine.torch.Team;
import io.srpo.engine.torch.Torch;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;
import org.jspecify.annotations.Nullable;

/**
 * Llama, Qwen2 and Qwen3 decoders over packed rows, forward and backward, without autograd: the forward pass leaves what the derivative needs in
 * {@link Activations}, and the backward pass multiplies straight into the gradients. Row by row work is cut into
 * {@link Slices} for the {@link Team}; nothing depends on who does which. Same inputs and threads give the same bits.
 */
final class Decoder implements AutoCloseable {
    final ModelConfig config;
    final Rotary rotary;
    final Attention attention;
    final RmsNorm norm;
    final RmsNorm headNorm;
    final int turnedHeads;
    final long turnedWidth;
    private final LayerBackward backward;

    Decoder(ModelConfig config, Products products) {
        this.config = config;
        rotary = new Rotary(config);
        attention = new Attention(config, AttentionProducts.of(products));
        norm = new RmsNorm(config.hiddenSize(), config.rmsNormEps());
        headNorm = new RmsNorm(config.headDim(), config.rmsNormEps());
        turnedHeads = config.heads() + config.kvHeads();
        turnedWidth = (long) turnedHeads * config.headDim();
        backward = new LayerBackward(this);
    }

    /** A pack's tensors; belongs to the surrounding scope. */
    record Plan(int rows, Tensor ids, Rotary.Turn turn, AttentionPlan attention) {}

    Plan plan(Pack pack) {
        rotary.reach(Arrays.stream(pack.positions).max().orElse(0) + 1);
        return new Plan(
                pack.rows(),
                Torch.longs(pack.ids),
                rotary.at(Torch.longs(pack.positions)),
                AttentionPlan.of(pack, config));
    }

    /** Told of each layer's queries, keys and values as soon as they are there, layer after layer. */
    interface LayerListener {
        void next(Heads heads);
    }

    /** Fills {@code space}; its stream then holds the last layer's output, before the final norm. */
    void forward(
            Parameters parameters, Matrices matrices, Plan plan, Activations space, @Nullable LayerListener listener) {
        Slices slices = Slices.of(plan.rows);
        slices.each((piece, from, count) -> torch.index_select_out(
                space.stream.narrow(0, from, count), parameters.embedding(), 0, plan.ids.narrow(0, from, count)));
        for (int i = 0; i < config.layers(); i++) {
            try (PointerScope scope = new PointerScope()) {
                Forward step = new Forward(parameters.layer(i), matrices.layer(i), plan, space, space.layer(i));
                int layer = i;
                slices.each((piece, from, count) -> {
                    if (space.checkpoints()) {
                        space.input(layer).narrow(0, from, count).copy_(space.stream.narrow(0, from, count));
                    }
                    project(step, from, count);
                });
                attention.forward(plan.attention, step.layer.heads(), step.layer.mixed());
                if (listener != null) {
                    listener.next(step.layer.heads());
                }
                slices.each((piece, from, count) -> feed(step, from, count));
            }
        }
    }

    /** One layer on the way forward. */
    record Forward(
            Parameters.Layer weights, Matrices.Layer matrices, Plan plan, Activations space, Activations.Layer layer) {}

    /** The layer's queries, keys and values of some rows, from the stream. */
    private void project(Forward step, int from, int count) {
        Activations.Layer layer = step.layer;
        SlicedOperand normed = step.space.normed;
        norm.forward(
                step.space.stream,
                layer.inputUnit(),
                layer.inputScale(),
                step.weights.inputNorm(),
                normed,
                from,
                count);
        Tensor projected = step.space.projected;
        step.matrices.qkv().apply(projected.narrow(0, from, count), normed.at(from, count), step.weights.qkvBias());
        long values = (long) config.kvHeads() * config.headDim();
        Tensor headWeights = layer.headUnit() == null ? null : headWeights(step.weights);
        Tensor room = turnedRoom();
        Slices.cached(from, count, (at, n) -> {
            Tensor some = projected.narrow(0, at, n);
            Tensor turned = room.narrow(0, 0, n);
            Tensor turning = heads(some.narrow(1, 0, turnedWidth), turnedHeads);
            if (layer.headUnit() != null && layer.headScale() != null && headWeights != null) {
                Tensor unit = layer.headUnit().narrow(0, at, n);
                headNorm.unit(turning, unit, layer.headScale().narrow(0, at, n));
                torch.mul_out(turning, unit, headWeights);
            }
            rotary.turn(turning, turned, step.plan.turn.rows(at, n), false);
            attention.scale(turned);
            layer.heads().put(at, turned, heads(some.narrow(1, turnedWidth, values), config.kvHeads()));
        });
    }

    /** For a slice's turned queries and keys, {@code [rows, heads + kvHeads, headDim]}; belongs to the surrounding scope. */
    Tensor turnedRoom() {
        return Torch.empty(Slices.CACHED_ROWS, turnedHeads, config.headDim());
    }

    /** Attention's result and the feed-forward part, into the stream. */
    private void feed(Forward step, int from, int count) {
        Activations.Layer layer = step.layer;
        Tensor stream = step.space.stream.narrow(0, from, count);
        step.matrices.o().add(stream, layer.mixed().narrow(0, from, count));
        SlicedOperand normed = step.space.normed;
        norm.forward(
                step.space.stream, layer.postUnit(), layer.postScale(), step.weights.postNorm(), normed, from, count);
        Tensor gate = layer.gate().narrow(0, from, count);
        Tensor up = layer.up().narrow(0, from, count);
        step.matrices.gateUp().apply(List.of(gate, up), normed.at(from, count), null);
        SlicedOperand activated = step.space.activated;
        GatedSilu.into(activated.rows(from, count), gate, up);
        activated.round(from, count);
        step.matrices.down().add(stream, activated.at(from, count));
    }

    /**
     * Adds every gradient that is asked for but the head's and the final norm's. Where only the layers' inputs were kept, each layer is computed forward again first.
     *
     * @param by gradient by the stream after the last layer, {@code [rows, hidden]}; overwritten
     */
    void backward(
            Parameters parameters,
            Matrices matrices,
            Gradients gradients,
            Plan plan,
            Activations space,
            GradientSpace scratch,
            Tensor by) {
        Parameters others = gradients.others();
        Slices slices = Slices.of(plan.rows);
        for (int i = config.layers() - 1; i >= 0; i--) {
            try (PointerScope scope = new PointerScope()) {
                Forward step = new Forward(parameters.layer(i), matrices.layer(i), plan, space, space.layer(i));
                if (space.checkpoints()) {
                    again(step, slices, space.input(i));
                }
                Tensor weightShares = others == null ? null : Torch.zeros(slices.pieces(), scratch.sharesWidth);
                backward.layer(
                        new LayerBackward.Descent(
                                i, step, gradients, others == null ? null : others.layer(i), scratch, by, weightShares),
                        slices);
            }
        }
        if (others != null) {
            others.embedding().index_add_(0, plan.ids, by);
        }
    }

    private void again(Forward step, Slices slices, Tensor input) {
        slices.each((piece, from, count) -> {
            step.space.stream.narrow(0, from, count).copy_(input.narrow(0, from, count));
            project(step, from, count);
        });
        attention.forward(step.plan.attention, step.layer.heads(), step.layer.mixed());
        slices.each((piece, from, count) -> feed(step, from, count));
    }

    /** The norms' weights of all query and key heads, {@code [heads + kvHeads, headDim]}. */
    Tensor headWeights(Parameters.Layer weights) {
        Tensor all = Torch.empty(turnedHeads, config.headDim());
        all.narrow(0, 0, config.heads()).copy_(Objects.requireNonNull(weights.qNorm()));
        all.narrow(0, config.heads(), config.kvHeads()).copy_(Objects.requireNonNull(weights.kNorm()));
        return all;
    }

    Tensor heads(Tensor rows, int heads) {
        return rows.unflatten(1, heads, config.headDim());
    }

    @Override
    public void close() {
        rotary.close();
        attention.close();
        norm.close();
        headNorm.close();
    }
}
