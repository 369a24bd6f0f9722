package io.srpo.engine.decoder;

import io.srpo.engine.kernels.RowSoftmax;
import io.srpo.engine.model.ModelConfig;
import io.srpo.engine.torch.Dtype;
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
        Tensor query = unit.queries(heads.query());
        Tensor key = unit.keys(heads.key());
        Tensor value = unit.keys(heads.value());
        Tensor mixed = Torch.empty(query.size(0), query.size(1), width);
        for (AttentionPlan.Span span : unit.piece().spans()) {
            try (PointerScope scope = new PointerScope()) {
                Tensor scores = scores(unit.piece(), query, key, span);
                Tensor shares = like(products.dtype(), scores);
                RowSoftmax.into(shares, scores);
                products.multiply(queries(mixed, span), shares, keys(value, span));
            }
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
        Tensor queries = unit.queries(heads.query());
        Tensor keys = unit.keys(heads.key());
        Tensor values = unit.keys(heads.value());
        Tensor byMixed = like(products.dtype(), queries);
        long columns = (long) repeat * width;
        byMixed.view(unit.places(), columns).copy_(unit.places(unit.columns(by, columns), piece.padded()));
        Tensor byQuery = unit.inPlace() ? unit.queries(gradient.query()) : like(Dtype.FP32, queries);
        Tensor byKey = unit.inPlace() ? unit.keys(gradient.key()) : like(Dtype.FP32, keys);
        Tensor byValue = unit.inPlace() ? unit.keys(gradient.value()) : like(Dtype.FP32, values);
        // The last span looks at every key, so it writes and the others add.
        for (int i = piece.spans().size() - 1; i >= 0; i--) {
            try (PointerScope scope = new PointerScope()) {
                AttentionPlan.Span span = piece.spans().get(i);
                Tensor query = queries(queries, span);
                Tensor byResult = queries(byMixed, span);
                Tensor shares = scores(piece, queries, keys, span);
                RowSoftmax.into(shares, shares);
                Tensor byShares = like(Dtype.FP32, shares);
                products.multiply(byShares, byResult, keys(values, span).transpose(1, 2));
                Tensor byScores = like(products.dtype(), shares);
                RowSoftmax.back(byScores, byShares, shares);
                Tensor sharesT = products.operand(shares).transpose(1, 2);
                products.multiply(queries(byQuery, span), byScores, keys(keys, span));
                if (i == piece.spans().size() - 1) {
                    products.multiply(byValue, sharesT, byResult);
                    products.multiply(byKey, byScores.transpose(1, 2), query);
                } else {
                    products.add(keys(byValue, span), sharesT, byResult);
                    products.add(keys(byKey, span), byScores.transpose(1, 2), query);
                }
            }
        }
        if (!unit.inPlace()) {
            ownRows(unit, gradient.query()).copy_(unit.ofPlaces(byQuery.view(unit.places(), repeat, width)));
            putKeys(unit, byKey, gradient.key());
            putKeys(unit, byValue, gradient.value());
        }
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

    /** A span's scores, masked, {@code [sequences, positions * repeat, keys]}. */
    private Tensor scores(AttentionPlan.Piece piece, Tensor query, Tensor key, AttentionPlan.Span span) {
        Tensor scores = Torch.empty(query.size(0), span.count() * (long) repeat, span.keys());
        products.multiply(scores, queries(query, span), keys(key, span).transpose(1, 2));
        // Of the keys before the span's own, each of its queries looks at all.
        scores.narrow(2, (long) span.keys() - span.count(), span.count())
                .add_(piece.mask().narrow(1, 0, span.count() * (long) repeat).narrow(2, 0, span.count()));
        return scores;
    }

    /** A span's rows of a tensor that is folded as the queries are. */
    private Tensor queries(Tensor all, AttentionPlan.Span span) {
        return all.narrow(1, span.from() * (long) repeat, span.count() * (long) repeat);
    }

    /** The keys that a span looks at, or what belongs to them. */
    private static Tensor keys(Tensor all, AttentionPlan.Span span) {
        return all.narrow(1, 0, span.keys());
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
