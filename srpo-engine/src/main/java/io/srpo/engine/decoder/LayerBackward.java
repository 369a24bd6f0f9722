package io.srpo.engine.decoder;

import io.srpo.engine.kernels.GatedSilu;
import io.srpo.engine.kernels.RowScale;
import io.srpo.engine.torch.Team;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.bytedeco.pytorch.Tensor;
import org.jspecify.annotations.Nullable;

/** One layer's way back: the gradient by its input from the gradient by its output, and the gradients of its weights. */
final class LayerBackward {
    private final Decoder decoder;

    LayerBackward(Decoder decoder) {
        this.decoder = decoder;
    }

    /**
     * One layer on the way back.
     *
     * @param others gradients of norms and biases; null when they are not trained
     * @param shares each piece's part of those, {@code [pieces, ..]} as {@link #addShares} reads them, so that no two threads add to one sum
     */
    record Descent(
            int index,
            Decoder.Forward step,
            Gradients gradients,
            Parameters.@Nullable Layer others,
            GradientSpace scratch,
            Tensor by,
            @Nullable Tensor shares) {
        @Nullable
        Tensor share(int piece, long from, long width) {
            return shares == null ? null : shares.select(0, piece).narrow(0, from, width);
        }
    }

    void layer(Descent descent, Slices slices) {
        feedBackward(descent, slices);
        attendBackward(descent, slices);
        if (descent.others != null && descent.shares != null) {
            addShares(descent.others, descent.shares.sum(0));
        }
    }

    private void feedBackward(Descent descent, Slices slices) {
        Activations.Layer layer = descent.step.layer();
        Matrices.Layer matrices = descent.step.matrices();
        GradientSpace scratch = descent.scratch;
        SlicedOperand activated = descent.step.space().activated;
        SlicedOperand normed = descent.step.space().normed;
        int rows = slices.rows();
        slices.each((piece, from, count) -> {
            matrices.down()
                    .back(scratch.activated.narrow(0, from, count), scratch.byStream.round(descent.by, from, count));
            GatedSilu.back(
                    scratch.byGate.rows(from, count),
                    scratch.byUp.rows(from, count),
                    activated.rows(from, count),
                    scratch.activated.narrow(0, from, count),
                    layer.gate().narrow(0, from, count),
                    layer.up().narrow(0, from, count));
            for (SlicedOperand written : List.of(scratch.byGate, scratch.byUp, activated)) {
                written.round(from, count);
            }
            multiply(normed, layer.postUnit(), descent.step.weights().postNorm(), from, count);
        });
        List<Runnable> tasks = new ArrayList<>();
        descent.gradients.matrix(
                tasks,
                descent.index,
                Site.GATE_UP,
                List.of(scratch.byGate.rows(rows), scratch.byUp.rows(rows)),
                normed.rows(rows));
        descent.gradients.matrix(
                tasks,
                descent.index,
                Site.DOWN,
                List.of(scratch.byStream.rows(descent.by, rows)),
                activated.rows(rows));
        Team.all(tasks);
        slices.each((piece, from, count) -> {
            Tensor byNormed = scratch.normed;
            matrices.gateUp()
                    .back(
                            byNormed.narrow(0, from, count),
                            List.of(scratch.byGate.at(from, count), scratch.byUp.at(from, count)));
            decoder.norm.backward(
                    byNormed,
                    layer.postUnit(),
                    layer.postScale(),
                    descent.step.weights().postNorm(),
                    descent.share(piece, 0, decoder.config.hiddenSize()),
                    descent.by,
                    from,
                    count);
            matrices.o().back(scratch.mixed.narrow(0, from, count), scratch.byStream.round(descent.by, from, count));
        });
    }

    private void attendBackward(Descent descent, Slices slices) {
        Activations.Layer layer = descent.step.layer();
        GradientSpace scratch = descent.scratch;
        int rows = slices.rows();
        scratch.mixed.select(0, rows).zero_();
        decoder.attention.backward(descent.step.plan().attention(), layer.heads(), scratch.mixed, scratch.heads);
        slices.each((piece, from, count) -> turnBack(descent, piece, from, count));
        List<Runnable> tasks = new ArrayList<>();
        descent.gradients.matrix(
                tasks,
                descent.index,
                Site.QKV,
                List.of(scratch.byProjected.rows(rows)),
                descent.step.space().normed.rows(rows));
        descent.gradients.matrix(
                tasks,
                descent.index,
                Site.O,
                List.of(scratch.byStream.rows(descent.by, rows)),
                Operand.Rows.of(layer.mixed().narrow(0, 0, rows)));
        Team.all(tasks);
        slices.each((piece, from, count) -> {
            Tensor byNormed = scratch.normed;
            descent.step.matrices().qkv().back(byNormed.narrow(0, from, count), scratch.byProjected.at(from, count));
            decoder.norm.backward(
                    byNormed,
                    layer.inputUnit(),
                    layer.inputScale(),
                    descent.step.weights().inputNorm(),
                    descent.share(piece, decoder.config.hiddenSize(), decoder.config.hiddenSize()),
                    descent.by,
                    from,
                    count);
        });
    }

    /** From the gradient by turned queries and keys to that by what the product gave. */
    private void turnBack(Descent descent, int piece, int from, int count) {
        Activations.Layer layer = descent.step.layer();
        Parameters.Layer weights = descent.step.weights();
        long values = (long) decoder.config.kvHeads() * decoder.config.headDim();
        long qkvWidth = decoder.turnedWidth + values;
        Tensor headWeights = layer.headUnit() == null ? null : decoder.headWeights(weights);
        Tensor biasShare = descent.share(piece, 2L * decoder.config.hiddenSize(), qkvWidth);
        Tensor headShare = descent.share(piece, 2L * decoder.config.hiddenSize() + qkvWidth, decoder.turnedWidth);
        Draft drafts = descent.scratch.byProjected.draft();
        SlicedOperand normed = descent.step.space().normed;
        Tensor room = decoder.turnedRoom();
        Slices.cached(from, count, (at, n) -> {
            Tensor turned = room.narrow(0, 0, n);
            Tensor byProjected = drafts.rows(at, n);
            descent.scratch.heads.get(
                    at,
                    turned,
                    decoder.heads(byProjected.narrow(1, decoder.turnedWidth, values), decoder.config.kvHeads()));
            decoder.attention.scale(turned);
            Tensor turning = decoder.heads(byProjected.narrow(1, 0, decoder.turnedWidth), decoder.turnedHeads);
            decoder.rotary.turn(turned, turning, descent.step.plan().turn().rows(at, n), true);
            if (layer.headUnit() != null && layer.headScale() != null && headWeights != null) {
                Tensor byWeights = decoder.headNorm.backwardHeads(
                        turning,
                        layer.headUnit().narrow(0, at, n),
                        layer.headScale().narrow(0, at, n),
                        headWeights);
                if (headShare != null) {
                    headShare.add_(byWeights.view(-1));
                }
            }
            if (biasShare != null && weights.qkvBias() != null) {
                biasShare.add_(byProjected.sum(0));
            }
            drafts.round(at, n);
            multiply(normed, layer.inputUnit(), weights.inputNorm(), at, n);
        });
    }

    /** A norm's result again, as the gradient by the matrix behind it reads it. */
    private static void multiply(Draft into, Tensor unit, Tensor weight, int from, int count) {
        RowScale.into(into.rows(from, count), unit.narrow(0, from, count), weight);
        into.round(from, count);
    }

    /** Adds what the pieces have left: by the decoder.norm after decoder.attention, the one before it, the bias, the heads' norms. */
    private void addShares(Parameters.Layer into, Tensor sums) {
        long hidden = decoder.config.hiddenSize();
        long qkvWidth = decoder.turnedWidth + (long) decoder.config.kvHeads() * decoder.config.headDim();
        into.postNorm().add_(sums.narrow(0, 0, hidden));
        into.inputNorm().add_(sums.narrow(0, hidden, hidden));
        if (into.qkvBias() != null) {
            into.qkvBias().add_(sums.narrow(0, 2 * hidden, qkvWidth));
        }
        if (into.qNorm() != null) {
            addHeadWeights(
                    into,
                    sums.narrow(0, 2 * hidden + qkvWidth, decoder.turnedWidth)
                            .view(decoder.turnedHeads, decoder.config.headDim()));
        }
    }

    private void addHeadWeights(Parameters.Layer gradients, Tensor byWeights) {
        Objects.requireNonNull(gradients.qNorm())
                .add_(byWeights.narrow(0, 0, decoder.config.heads()).sum(0));
        Objects.requireNonNull(gradients.kNorm())
                .add_(byWeights
                        .narrow(0, decoder.config.heads(), decoder.config.kvHeads())
                        .sum(0));
    }
}
