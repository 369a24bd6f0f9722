package io.srpo.engine.decoder;

import io.srpo.engine.model.ModelConfig;
import io.srpo.engine.torch.Dtype;
import io.srpo.engine.torch.RowSoftmax;
import io.srpo.engine.torch.Team;
import io.srpo.engine.torch.Torch;
import java.util.ArrayList;
import java.util.List;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;

/**
 * Causal attention of a {@link Pack}'s blocks. The query heads that share a key head are folded into rows, so no key is ever repeated; scores exist for one
 * span of positions of one {@link Unit} at a time and are computed again in the backward pass, so their memory does not grow with the depth. A span's positions are not
 * multiplied with keys behind them all.
 */
final class Attention implements AutoCloseable {
    /** Scores of a span that stay in a core's own cache with what belongs to them. */
    private static final int CACHED_SCORES = 1 << 18;

    private final int heads;
    private final int kvHeads;
    private final int repeat;
    private final int width;
    private final AttentionProducts products;
    private final Scalar scale;

    Attention(ModelConfig config, AttentionProducts products) {
        this.products = products;
        heads = config.heads();
        kvHeads = config.kvHeads();
        repeat = heads / kvHeads;
        width = config.headDim();
        scale = Torch.constant(1 / Math.sqrt(width));
    }

    /** One key head of neighbouring sequences of a block: a task of the {@link Team}. */
    private record Unit(AttentionPlan.Piece piece, int head, int first, int sequences) {
        long places() {
            return (long) sequences * piece.longest();
        }

        /** First row, counted within the block. */
        int row() {
            return rows(0, first);
        }

        int rows() {
            return rows(first, first + sequences);
        }

        /** Whether its places are its rows, so that gradients are written where they belong. */
        boolean inPlace() {
            return piece.uniform() && piece.block().promptLength() == 0;
        }

        private int rows(int from, int to) {
            int rows = 0;
            for (int s = from; s < to; s++) {
                rows += piece.block().lengths()[s];
            }
            return rows;
        }
    }

    /** Fills {@code out [rows, heads * width]}. */
    void forward(AttentionPlan plan, Heads heads, Tensor out) {
        List<Unit> units = new ArrayList<>();
        plan.pieces().forEach(piece -> addUnits(units, piece));
        Team.each(units.size(), i -> forward(units.get(i), heads, out));
    }

    private void addUnits(List<Unit> units, AttentionPlan.Piece piece) {
        for (int head = 0; head < kvHeads; head++) {
            units.addAll(units(piece, head));
        }
    }

    /** A head's: one for each member, or as many more as it takes for their scores to have room in the cache. */
    private List<Unit> units(AttentionPlan.Piece piece, int head) {
        int scores = piece.spans().stream()
                .mapToInt(span -> span.count() * repeat * span.keys())
                .max()
                .orElse(0);
        int parts = Math.max(
                Math.min(piece.sequences(), Team.members()),
                piece.sequences() / Math.max(1, CACHED_SCORES / Math.max(1, scores)));
        List<Unit> units = new ArrayList<>();
        for (int p = 0; p < parts; p++) {
            int first = Team.begin(piece.sequences(), parts, p);
            units.add(new Unit(piece, head, first, Team.begin(piece.sequences(), parts, p + 1) - first));
        }
        return units;
    }

    private void forward(Unit unit, Heads heads, Tensor out) {
        Tensor query = queries(unit, heads.query());
        Tensor key = keys(unit, heads.key());
        Tensor value = keys(unit, heads.value());
        Tensor mixed = Torch.empty(query.size(0), query.size(1), width);
        for (AttentionPlan.Span span : unit.piece.spans()) {
            try (PointerScope scope = new PointerScope()) {
                Tensor scores = scores(unit.piece, query, key, span);
                Tensor shares = like(products.dtype(), scores);
                RowSoftmax.into(shares, scores);
                products.multiply(queries(mixed, span), shares, keys(value, span));
            }
        }
        blockRows(unit, columns(unit, out)).copy_(ofPlaces(unit, mixed.view(unit.places(), (long) repeat * width)));
    }

    /**
     * Fills the heads' gradient, in fp32.
     *
     * @param by gradient by {@link #forward}'s result, {@code [rows + 1, heads * width]}, the last row zero
     */
    void backward(AttentionPlan plan, Heads heads, Tensor by, Heads gradient) {
        List<Unit> alone = new ArrayList<>();
        // The answers to a prompt all add to its rows, so a task has all of them, a head at a time.
        List<List<AttentionPlan.Piece>> families = new ArrayList<>();
        int promptStart = -1;
        for (AttentionPlan.Piece piece : plan.pieces()) {
            if (piece.block().promptLength() == 0) {
                addUnits(alone, piece);
            } else {
                if (piece.block().promptStart() != promptStart) {
                    promptStart = piece.block().promptStart();
                    families.add(new ArrayList<>());
                }
                families.get(families.size() - 1).add(piece);
            }
        }
        Team.each(alone.size(), i -> backward(alone.get(i), heads, by, gradient));
        Team.each(families.size() * kvHeads, i -> {
            for (AttentionPlan.Piece piece : families.get(i / kvHeads)) {
                for (Unit unit : units(piece, i % kvHeads)) {
                    try (PointerScope scope = new PointerScope()) {
                        backward(unit, heads, by, gradient);
                    }
                }
            }
        });
    }

    private void backward(Unit unit, Heads heads, Tensor by, Heads gradient) {
        AttentionPlan.Piece piece = unit.piece;
        Tensor queries = queries(unit, heads.query());
        Tensor keys = keys(unit, heads.key());
        Tensor values = keys(unit, heads.value());
        Tensor byMixed = like(products.dtype(), queries);
        byMixed.view(unit.places(), (long) repeat * width).copy_(places(unit, columns(unit, by), piece.padded()));
        Tensor byQuery = unit.inPlace() ? queries(unit, gradient.query()) : like(Dtype.FP32, queries);
        Tensor byKey = unit.inPlace() ? keys(unit, gradient.key()) : like(Dtype.FP32, keys);
        Tensor byValue = unit.inPlace() ? keys(unit, gradient.value()) : like(Dtype.FP32, values);
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
            ownRows(unit, gradient.query()).copy_(ofPlaces(unit, byQuery.view(unit.places(), repeat, width)));
            putKeys(unit, byKey, gradient.key());
            putKeys(unit, byValue, gradient.value());
        }
    }

    /** Writes the gradient by the keys (or values) of a unit's own tokens, and adds that by its prompt's. */
    private void putKeys(Unit unit, Tensor by, Tensor gradient) {
        int prompt = unit.piece.block().promptLength();
        Tensor own = by.narrow(1, prompt, unit.piece.longest()).reshape(unit.places(), width);
        ownRows(unit, gradient).copy_(ofPlaces(unit, own));
        if (prompt > 0) {
            gradient.select(0, unit.head)
                    .narrow(0, unit.piece.block().promptStart(), prompt)
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

    /** A unit's queries, {@code [sequences, longest * repeat, width]}. */
    private Tensor queries(Unit unit, Tensor all) {
        return places(unit, all.select(0, unit.head), unit.piece.repeated())
                .view(unit.sequences, unit.piece.longest() * (long) repeat, width);
    }

    /** The keys (or values) that a unit's queries look at, {@code [sequences, promptLength + longest, width]}. */
    private Tensor keys(Unit unit, Tensor all) {
        int prompt = unit.piece.block().promptLength();
        int longest = unit.piece.longest();
        Tensor rows = all.select(0, unit.head);
        Tensor own = places(unit, rows, unit.piece.repeated()).view(unit.sequences, longest, width);
        if (prompt == 0) {
            return own;
        }
        Tensor keys = Torch.empty(Dtype.of(all), unit.sequences, (long) prompt + longest, width);
        keys.narrow(1, 0, prompt)
                .copy_(rows.narrow(0, unit.piece.block().promptStart(), prompt).unsqueeze(0));
        keys.narrow(1, prompt, longest).copy_(own);
        return keys;
    }

    private static Tensor like(Dtype dtype, Tensor tensor) {
        return Torch.empty(dtype, tensor.size(0), tensor.size(1), tensor.size(2));
    }

    /** A unit's columns of a tensor {@code [rows, heads * width]}. */
    private Tensor columns(Unit unit, Tensor all) {
        return all.narrow(1, (long) unit.head * repeat * width, (long) repeat * width);
    }

    /** A unit's places {@code [sequences * longest, ..]}, of the rows that the index names where sequences differ in length. */
    private static Tensor places(Unit unit, Tensor from, Tensor index) {
        int longest = unit.piece.longest();
        return unit.piece.uniform()
                ? blockRows(unit, from)
                : from.index_select(0, index.narrow(0, (long) unit.first * longest, unit.places()));
    }

    /** A unit's rows of its head. */
    private static Tensor ownRows(Unit unit, Tensor heads) {
        return blockRows(unit, heads.select(0, unit.head));
    }

    /** A unit's rows of a tensor of all rows. */
    private static Tensor blockRows(Unit unit, Tensor all) {
        return all.narrow(0, (long) unit.piece.block().firstRow() + unit.row(), unit.rows());
    }

    /** The rows among places. */
    private static Tensor ofPlaces(Unit unit, Tensor places) {
        if (unit.piece.uniform()) {
            return places;
        }
        Tensor index = unit.piece.scatter().narrow(0, unit.row(), unit.rows());
        return places.index_select(0, index.sub(new Scalar((long) unit.first * unit.piece.longest())));
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
