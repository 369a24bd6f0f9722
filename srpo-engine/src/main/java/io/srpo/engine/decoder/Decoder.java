package io.srpo.engine.decoder;

import io.srpo.engine.model.ModelConfig;
import io.srpo.engine.torch.Torch;
import java.util.Arrays;
import java.util.Objects;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;
import org.jspecify.annotations.Nullable;

/**
 * Llama, Qwen2 and Qwen3 decoders over packed rows, forward and backward, without autograd: the forward pass leaves what the derivative needs in
 * {@link Activations}, and the backward pass multiplies straight into the gradients. Same inputs and threads give the same bits.
 */
final class Decoder implements AutoCloseable {
    private final ModelConfig config;
    private final Products products;
    private final Rotary rotary;
    private final Attention attention;
    private final RmsNorm norm;
    private final RmsNorm headNorm;
    private final int turnedHeads;
    private final long turnedWidth;

    Decoder(ModelConfig config, Products products) {
        this.config = config;
        this.products = products;
        rotary = new Rotary(config);
        attention = new Attention(config);
        norm = new RmsNorm(config.hiddenSize(), config.rmsNormEps());
        headNorm = new RmsNorm(config.headDim(), config.rmsNormEps());
        turnedHeads = config.heads() + config.kvHeads();
        turnedWidth = (long) turnedHeads * config.headDim();
    }

    /** A pack's tensors; belongs to the surrounding scope. */
    record Plan(int rows, Tensor ids, Rotary.Turn turn, AttentionPlan attention) {}

    Plan plan(Pack pack) {
        rotary.reach(Arrays.stream(pack.positions).max().orElse(0) + 1);
        return new Plan(
                pack.rows(),
                Torch.longs(pack.ids),
                rotary.at(Torch.longs(pack.positions)),
                AttentionPlan.of(pack, config.heads() / config.kvHeads()));
    }

    Rotary rotary() {
        return rotary;
    }

    RmsNorm norm() {
        return norm;
    }

    /** Told of each layer's queries, keys and values as soon as they are there. */
    interface LayerListener {
        void at(int layer, Tensor qkv);
    }

    /** Fills {@code space}; its stream then holds the last layer's output, before the final norm. */
    void forward(
            Parameters parameters, Matrices matrices, Plan plan, Activations space, @Nullable LayerListener listener) {
        Tensor stream = space.stream.narrow(0, 0, plan.rows);
        torch.index_select_out(stream, parameters.embedding(), 0, plan.ids);
        for (int i = 0; i < config.layers(); i++) {
            try (PointerScope scope = new PointerScope()) {
                Activations.Layer layer = space.layer(i).rows(plan.rows);
                if (space.checkpoints()) {
                    space.input(i).narrow(0, 0, plan.rows).copy_(stream);
                }
                attend(parameters.layer(i), matrices.layer(i), plan, space, layer, stream);
                if (listener != null) {
                    listener.at(i, layer.qkv());
                }
                feed(parameters.layer(i), matrices.layer(i), plan, space, layer, stream);
            }
        }
    }

    private void attend(
            Parameters.Layer weights,
            Matrices.Layer matrices,
            Plan plan,
            Activations space,
            Activations.Layer layer,
            Tensor stream) {
        Tensor normed = space.normed.narrow(0, 0, plan.rows);
        Tensor projected = space.projected.narrow(0, 0, plan.rows);
        norm.unit(stream, layer.inputUnit(), layer.inputScale());
        torch.mul_out(normed, layer.inputUnit(), weights.inputNorm());
        products.apply(projected, normed, matrices.qkvT(), weights.qkvBias());
        Tensor turning = heads(projected.narrow(1, 0, turnedWidth), turnedHeads);
        if (layer.headUnit() != null && layer.headScale() != null) {
            headNorm.unit(turning, layer.headUnit(), layer.headScale());
            torch.mul_out(turning, layer.headUnit(), headWeights(weights));
        }
        rotary.turn(turning, heads(layer.qkv().narrow(1, 0, turnedWidth), turnedHeads), plan.turn, false);
        long values = (long) config.kvHeads() * config.headDim();
        layer.qkv().narrow(1, turnedWidth, values).copy_(projected.narrow(1, turnedWidth, values));
        attention.forward(plan.attention, layer.qkv(), layer.mixed());
        products.add(stream, layer.mixed(), matrices.oT());
    }

    private void feed(
            Parameters.Layer weights,
            Matrices.Layer matrices,
            Plan plan,
            Activations space,
            Activations.Layer layer,
            Tensor stream) {
        Tensor normed = space.normed.narrow(0, 0, plan.rows);
        norm.unit(stream, layer.postUnit(), layer.postScale());
        torch.mul_out(normed, layer.postUnit(), weights.postNorm());
        products.apply(layer.gateUp(), normed, matrices.gateUpT(), null);
        Tensor activated = space.activated.narrow(0, 0, plan.rows);
        torch.silu_out(activated, gate(layer));
        activated.mul_(up(layer));
        products.add(stream, activated, matrices.downT());
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
        for (int i = config.layers() - 1; i >= 0; i--) {
            try (PointerScope scope = new PointerScope()) {
                Activations.Layer layer = space.layer(i).rows(plan.rows);
                if (space.checkpoints()) {
                    Tensor stream = space.stream.narrow(0, 0, plan.rows);
                    stream.copy_(space.input(i).narrow(0, 0, plan.rows));
                    attend(parameters.layer(i), matrices.layer(i), plan, space, layer, stream);
                    feed(parameters.layer(i), matrices.layer(i), plan, space, layer, stream);
                }
                Descent descent = new Descent(
                        i, parameters.layer(i), matrices.layer(i), gradients, others == null ? null : others.layer(i));
                feedBackward(descent, plan, space, layer, scratch, by);
                attendBackward(descent, plan, space, layer, scratch, by);
            }
        }
        if (others != null) {
            others.embedding().index_add_(0, plan.ids, by);
        }
    }

    /**
     * One layer on the way back.
     *
     * @param others gradients of norms and biases; null when they are not trained
     */
    private record Descent(
            int index,
            Parameters.Layer weights,
            Matrices.Layer matrices,
            Gradients gradients,
            Parameters.@Nullable Layer others) {}

    private void feedBackward(
            Descent descent, Plan plan, Activations space, Activations.Layer layer, GradientSpace scratch, Tensor by) {
        Tensor byActivated = scratch.activated.narrow(0, 0, plan.rows);
        Tensor byGateUp = scratch.gateUp.narrow(0, 0, plan.rows);
        Tensor activated = space.activated.narrow(0, 0, plan.rows);
        Tensor byUp = byGateUp.narrow(1, config.intermediateSize(), config.intermediateSize());
        products.back(byActivated, by, descent.matrices.down());
        torch.silu_out(activated, gate(layer));
        torch.mul_out(byUp, byActivated, activated);
        activated.mul_(up(layer));
        descent.gradients.matrix(descent.index, Site.DOWN, by, activated);
        byActivated.mul_(up(layer));
        torch.silu_backward_out(byGateUp.narrow(1, 0, config.intermediateSize()), byActivated, gate(layer));
        Tensor normed = space.normed.narrow(0, 0, plan.rows);
        torch.mul_out(normed, layer.postUnit(), descent.weights.postNorm());
        descent.gradients.matrix(descent.index, Site.GATE_UP, byGateUp, normed);
        Tensor byNormed = scratch.normed.narrow(0, 0, plan.rows);
        products.back(byNormed, byGateUp, descent.matrices.gateUp());
        norm.backward(
                byNormed,
                layer.postUnit(),
                layer.postScale(),
                descent.weights.postNorm(),
                descent.others == null ? null : descent.others.postNorm(),
                normed,
                by);
    }

    private void attendBackward(
            Descent descent, Plan plan, Activations space, Activations.Layer layer, GradientSpace scratch, Tensor by) {
        descent.gradients.matrix(descent.index, Site.O, by, layer.mixed());
        Tensor byMixed = scratch.mixed.narrow(0, 0, plan.rows + 1L);
        products.back(byMixed.narrow(0, 0, plan.rows), by, descent.matrices.o());
        byMixed.select(0, plan.rows).zero_();
        Tensor turned = scratch.qkv.narrow(0, 0, plan.rows);
        attention.backward(plan.attention, layer.qkv(), byMixed, turned);

        Tensor byProjected = space.projected.narrow(0, 0, plan.rows);
        Tensor turning = heads(byProjected.narrow(1, 0, turnedWidth), turnedHeads);
        rotary.turn(heads(turned.narrow(1, 0, turnedWidth), turnedHeads), turning, plan.turn, true);
        long values = (long) config.kvHeads() * config.headDim();
        byProjected.narrow(1, turnedWidth, values).copy_(turned.narrow(1, turnedWidth, values));
        if (layer.headUnit() != null && layer.headScale() != null) {
            Tensor byWeights =
                    headNorm.backwardHeads(turning, layer.headUnit(), layer.headScale(), headWeights(descent.weights));
            if (descent.others != null) {
                addHeadWeights(descent.others, byWeights);
            }
        }
        if (descent.others != null && descent.others.qkvBias() != null) {
            descent.others.qkvBias().add_(byProjected.sum(0));
        }
        Tensor normed = space.normed.narrow(0, 0, plan.rows);
        torch.mul_out(normed, layer.inputUnit(), descent.weights.inputNorm());
        descent.gradients.matrix(descent.index, Site.QKV, byProjected, normed);
        Tensor byNormed = scratch.normed.narrow(0, 0, plan.rows);
        products.back(byNormed, byProjected, descent.matrices.qkv());
        norm.backward(
                byNormed,
                layer.inputUnit(),
                layer.inputScale(),
                descent.weights.inputNorm(),
                descent.others == null ? null : descent.others.inputNorm(),
                normed,
                by);
    }

    /** The norms' weights of all query and key heads, {@code [heads + kvHeads, headDim]}. */
    private Tensor headWeights(Parameters.Layer weights) {
        Tensor all = Torch.empty(turnedHeads, config.headDim());
        all.narrow(0, 0, config.heads()).copy_(Objects.requireNonNull(weights.qNorm()));
        all.narrow(0, config.heads(), config.kvHeads()).copy_(Objects.requireNonNull(weights.kNorm()));
        return all;
    }

    private void addHeadWeights(Parameters.Layer gradients, Tensor byWeights) {
        Objects.requireNonNull(gradients.qNorm())
                .add_(byWeights.narrow(0, 0, config.heads()).sum(0));
        Objects.requireNonNull(gradients.kNorm())
                .add_(byWeights.narrow(0, config.heads(), config.kvHeads()).sum(0));
    }

    private Tensor heads(Tensor rows, int heads) {
        return rows.unflatten(1, heads, config.headDim());
    }

    private Tensor gate(Activations.Layer layer) {
        return layer.gateUp().narrow(1, 0, config.intermediateSize());
    }

    private Tensor up(Activations.Layer layer) {
        return layer.gateUp().narrow(1, config.intermediateSize(), config.intermediateSize());
    }

    @Override
    public void close() {
        rotary.close();
        attention.close();
        norm.close();
        headNorm.close();
    }
}
