package io.srpo.engine.decoder;

import io.srpo.engine.model.ModelConfig;
import io.srpo.engine.torch.Dtype;
import io.srpo.engine.torch.Panels;
import io.srpo.engine.torch.RowSoftmax;
import io.srpo.engine.torch.Team;
import io.srpo.engine.torch.Torch;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;

/**
 * Causal attention of a {@link Pack}'s blocks. The query heads that share a key head are folded into rows, so no key is ever repeated; scores exist for one
 * span of positions of one {@link AttentionUnit} at a time and are computed again in the backward pass, so their memory does not grow with the depth. A span's positions are not
 * multiplied with keys behind them all.
 */
final class Attention implements AutoCloseable {
    private final int heads;
    private final int repeat;
    private final int width;
    private final AttentionProducts products;
    private final Scalar scale;

    Attention(ModelConfig config, AttentionProducts products) {
        this.products = products;
        heads = config.heads();
        repeat = heads / config.kvHeads();
        width = config.headDim();
        scale = Torch.constant(1 / Math.sqrt(width));
    }

    /** Fills {@code out [rows, heads * width]}. */
    void forward(AttentionPlan plan, Heads heads, Tensor out) {
        Team.each(plan.units().size(), i -> forward(plan.units().get(i), heads, out));
    }

    private void forward(AttentionUnit unit, Heads heads, Tensor out) {
        Tensor folded = unit.queries(heads.query());
        Panels query = Panels.of(folded);
        Panels key = Panels.of(unit.keys(heads.key()));
        Panels value = Panels.of(unit.keys(heads.value()));
        Tensor mixed = Torch.empty(folded.size(0), folded.size(1), width);
        Panels result = Panels.of(mixed);
        Panels scoreRoom = room(unit, Dtype.FP32);
        Panels shareRoom = room(unit, products.dtype());
        for (AttentionPlan.Span span : unit.piece().spans()) {
            Panels scores = scores(unit, query, key, span, scoreRoom);
            Panels shares = like(scores, shareRoom);
            RowSoftmax.into(shares, scores);
            products.multiply(queries(result, span), shares, keys(value, span));
        }
        long columns = (long) repeat * width;
        unit.rows(unit.columns(out, columns)).copy_(unit.ofPlaces(mixed.view(unit.places(), columns)));
    }

    /**
     * Fills the heads' gradient, in fp32.
     *
     * @param by gradient by {@link #forward}'s result, {@code [rows + 1, heads * width]}, the last row zero
     */
    void backward(AttentionPlan plan, Heads heads, Tensor by, Heads gradient) {
        Team.each(plan.alone().size(), i -> backward(plan.alone().get(i), heads, by, gradient));
        Team.each(plan.families().size(), i -> {
            for (AttentionUnit unit : plan.families().get(i)) {
                try (PointerScope scope = new PointerScope()) {
                    backward(unit, heads, by, gradient);
                }
            }
        });
    }

    private void backward(AttentionUnit unit, Heads heads, Tensor by, Heads gradient) {
        AttentionPlan.Piece piece = unit.piece();
        Tensor folded = unit.queries(heads.query());
        Tensor allKeys = unit.keys(heads.key());
        Tensor allValues = unit.keys(heads.value());
        Tensor byMixed = like(products.dtype(), folded);
        long columns = (long) repeat * width;
        byMixed.view(unit.places(), columns).copy_(unit.places(unit.columns(by, columns), piece.padded()));
        Tensor byQuery = unit.inPlace() ? unit.queries(gradient.query()) : like(Dtype.FP32, folded);
        Tensor byKey = unit.inPlace() ? unit.keys(gradient.key()) : like(Dtype.FP32, allKeys);
        Tensor byValue = unit.inPlace() ? unit.keys(gradient.value()) : like(Dtype.FP32, allValues);
        Descent descent = new Descent(
                Panels.of(folded),
                Panels.of(allKeys),
                Panels.of(allValues),
                Panels.of(byMixed),
                Panels.of(byQuery),
                Panels.of(byKey),
                Panels.of(byValue),
                room(unit, Dtype.FP32),
                room(unit, Dtype.FP32),
                room(unit, products.dtype()),
                room(unit, products.dtype()));
        // The last span looks at every key, so it writes and the others add.
        for (int i = piece.spans().size() - 1; i >= 0; i--) {
            backward(unit, piece.spans().get(i), descent, i == piece.spans().size() - 1);
        }
        if (!unit.inPlace()) {
            ownRows(unit, gradient.query()).copy_(unit.ofPlaces(byQuery.view(unit.places(), repeat, width)));
            putKeys(unit, byKey, gradient.key());
            putKeys(unit, byValue, gradient.value());
        }
    }

    /**
     * A unit on the way back: what its products read and write.
     *
     * @param byResult gradient by what attention gave
     */
    private record Descent(
            Panels query,
            Panels key,
            Panels value,
            Panels byResult,
            Panels byQuery,
            Panels byKey,
            Panels byValue,
            Panels shareRoom,
            Panels byShareRoom,
            Panels roundedRoom,
            Panels byScoreRoom) {}

    /** @param write whether gradients by keys and values are written instead of added to */
    private void backward(AttentionUnit unit, AttentionPlan.Span span, Descent descent, boolean write) {
        Panels query = queries(descent.query, span);
        Panels byResult = queries(descent.byResult, span);
        Panels shares = scores(unit, descent.query, descent.key, span, descent.shareRoom);
        RowSoftmax.into(shares, shares);
        Panels byShares = like(shares, descent.byShareRoom);
        products.multiply(byShares, byResult, keys(descent.value, span).transposed());
        Panels byScores = like(shares, descent.byScoreRoom);
        RowSoftmax.back(byScores, byShares, shares);
        products.multiply(queries(descent.byQuery, span), byScores, keys(descent.key, span));
        Panels sharesT = rounded(shares, descent.roundedRoom).transposed();
        Panels byScoresT = byScores.transposed();
        Panels byValue = keys(descent.byValue, span);
        Panels byKey = keys(descent.byKey, span);
        if (write) {
            products.multiply(byValue, sharesT, byResult);
            products.multiply(byKey, byScoresT, query);
        } else {
            products.add(byValue, sharesT, byResult);
            products.add(byKey, byScoresT, query);
        }
    }

    /** As products read them. */
    private Panels rounded(Panels fp32, Panels room) {
        if (room.dtype() == Dtype.FP32) {
            return fp32;
        }
        Panels result = like(fp32, room);
        result.tensor().copy_(fp32.tensor());
        return result;
    }

    /** Writes the gradient by the keys (or values) of a unit's own tokens, and adds that by its prompt's. */
    private void putKeys(AttentionUnit unit, Tensor by, Tensor gradient) {
        int prompt = unit.piece().block().promptLength();
        Tensor own = by.narrow(1, prompt, unit.piece().longest()).reshape(unit.places(), width);
        ownRows(unit, gradient).copy_(unit.ofPlaces(own));
        if (prompt > 0) {
            gradient.select(0, unit.head())
                    .narrow(0, unit.piece().block().promptStart(), prompt)
                    .add_(by.narrow(1, 0, prompt).sum(0));
        }
    }

    /** Room for the scores of a unit's largest span, or for what is as large. */
    private Panels room(AttentionUnit unit, Dtype dtype) {
        return Panels.of(Torch.empty(dtype, unit.sequences(), unit.piece().mostScores(), 1));
    }

    /** Those of the same sizes in a room of their own. */
    private static Panels like(Panels panels, Panels room) {
        return room.first(panels.times(), panels.rows(), panels.columns());
    }

    /** A span's scores, masked, {@code [sequences, positions * repeat, keys]}. */
    private Panels scores(AttentionUnit unit, Panels query, Panels key, AttentionPlan.Span span, Panels room) {
        Panels scores = room.first(unit.sequences(), span.count() * (long) repeat, span.keys());
        products.multiply(scores, queries(query, span), keys(key, span).transposed());
        // Of the keys before the span's own, each of its queries looks at all.
        scores.columns((long) span.keys() - span.count(), span.count()).tensor().add_(span.mask());
        return scores;
    }

    /** A span's rows of what is folded as the queries are. */
    private Panels queries(Panels all, AttentionPlan.Span span) {
        return all.rows(span.from() * (long) repeat, span.count() * (long) repeat);
    }

    /** The keys that a span looks at, or what belongs to them. */
    private static Panels keys(Panels all, AttentionPlan.Span span) {
        return all.rows(0, span.keys());
    }

    private static Tensor like(Dtype dtype, Tensor tensor) {
        return Torch.empty(dtype, tensor.size(0), tensor.size(1), tensor.size(2));
    }

    /** A unit's rows of its head. */
    private static Tensor ownRows(AttentionUnit unit, Tensor heads) {
        return unit.rows(heads.select(0, unit.head()));
    }

    /** Turned queries and keys {@code [rows, heads + kvHeads, width]}: scales the queries, so that their scores are. */
    void scale(Tensor turned) {
        turned.narrow(1, 0, heads).mul_(scale);
    }

    @Override
    public void close() {
        Torch.drop(scale);
    }
}
