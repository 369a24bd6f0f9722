package io.srpo.engine.decoder;

import io.srpo.engine.model.ModelConfig;
import io.srpo.engine.torch.Dtype;
import io.srpo.engine.torch.Team;
import io.srpo.engine.torch.Torch;
import java.util.ArrayList;
import java.util.List;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;

/**
 * Causal attention of a {@link Pack}'s blocks. The query heads that share a key head are folded into rows, so no key is ever repeated; scores exist for one
 * span of positions of one {@link Unit} at a time and are computed again in the backward pass, so their memory does not grow with the depth. A span's positions are not
 * multiplied with keys behind them all.
 */
final class Attention implements AutoCloseable {
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

        private int rows(int from, int to) {
            int rows = 0;
            for (int s = from; s < to; s++) {
                rows += piece.block().lengths()[s];
            }
            return rows;
        }
    }

    /**
     * What a unit multiplies.
     *
     * @param query scaled, {@code [sequences, longest * repeat, width]}, in fp32
     * @param key {@code [sequences, promptLength + longest, width]}, in fp32, since rounded scores widen the gap to rollouts
     * @param value alike, as products read it
     */
    private record Operands(Tensor query, Tensor key, Tensor value) {}

    /** Fills {@code out [rows, heads * width]} from {@code qkv [rows, (heads + 2 kvHeads) * width]}, turned. */
    void forward(AttentionPlan plan, Tensor qkv, Tensor out) {
        List<Unit> units = new ArrayList<>();
        plan.pieces().forEach(piece -> addUnits(units, piece));
        Team.each(units.size(), i -> forward(units.get(i), qkv, out));
    }

    private void addUnits(List<Unit> units, AttentionPlan.Piece piece) {
        int parts = Math.min(piece.sequences(), Team.members());
        for (int head = 0; head < kvHeads; head++) {
            for (int p = 0; p < parts; p++) {
                int first = Team.begin(piece.sequences(), parts, p);
                units.add(new Unit(piece, head, first, Team.begin(piece.sequences(), parts, p + 1) - first));
            }
        }
    }

    private void forward(Unit unit, Tensor qkv, Tensor out) {
        Operands operands = gather(unit, qkv);
        Tensor mixed = Torch.empty(operands.query.size(0), operands.query.size(1), width);
        for (AttentionPlan.Span span : unit.piece.spans()) {
            try (PointerScope scope = new PointerScope()) {
                Tensor shares = probabilities(unit.piece, operands, span);
                products.multiply(queries(mixed, span), products.operand(shares), keys(operands.value, span));
            }
        }
        Tensor target = blockRows(unit, out).narrow(1, (long) unit.head * repeat * width, (long) repeat * width);
        target.copy_(ofPlaces(unit, mixed.view(unit.places(), (long) repeat * width)));
    }

    /**
     * Fills {@code gradient} of {@code qkv}'s shape.
     *
     * @param by gradient by {@link #forward}'s result, {@code [rows + 1, heads * width]}, the last row zero
     */
    void backward(AttentionPlan plan, Tensor qkv, Tensor by, Tensor gradient) {
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
        Team.each(alone.size(), i -> backward(alone.get(i), qkv, by, gradient));
        Team.each(families.size() * kvHeads, i -> {
            for (AttentionPlan.Piece piece : families.get(i / kvHeads)) {
                try (PointerScope scope = new PointerScope()) {
                    backward(new Unit(piece, i % kvHeads, 0, piece.sequences()), qkv, by, gradient);
                }
            }
        });
    }

    private void backward(Unit unit, Tensor qkv, Tensor by, Tensor gradient) {
        AttentionPlan.Piece piece = unit.piece;
        int prompt = piece.block().promptLength();
        Operands operands = gather(unit, qkv);
        Tensor queryRead = products.operand(operands.query);
        Tensor keyRead = products.operand(operands.key);
        Tensor byMixed = products.operand(queriesOf(unit, by, piece.padded()));
        Tensor byKey = Torch.empty(unit.sequences, (long) prompt + piece.longest(), width);
        Tensor byValue = Torch.empty(unit.sequences, (long) prompt + piece.longest(), width);
        Tensor byQuery = Torch.empty(operands.query.size(0), operands.query.size(1), width);
        // The last span looks at every key, so it writes and the others add.
        for (int i = piece.spans().size() - 1; i >= 0; i--) {
            try (PointerScope scope = new PointerScope()) {
                AttentionPlan.Span span = piece.spans().get(i);
                Tensor query = queries(queryRead, span);
                Tensor shares = probabilities(piece, operands, span);
                Tensor byResult = queries(byMixed, span);
                // d score = p * (d p - sum(p * d p)), the softmax's derivative.
                Tensor byScore = Torch.empty(shares.size(0), shares.size(1), shares.size(2));
                products.multiply(byScore, byResult, keys(operands.value, span).transpose(1, 2));
                byScore.mul_(shares);
                byScore.addcmul_(shares, byScore.sum(new long[] {-1}, true, Torch.SAME_TYPE), Torch.MINUS_ONE);
                Tensor byScores = products.operand(byScore);
                Tensor sharesT = products.operand(shares).transpose(1, 2);
                products.multiply(queries(byQuery, span), byScores, keys(keyRead, span));
                if (i == piece.spans().size() - 1) {
                    products.multiply(byValue, sharesT, byResult);
                    products.multiply(byKey, byScores.transpose(1, 2), query);
                } else {
                    products.add(keys(byValue, span), sharesT, byResult);
                    products.add(keys(byKey, span), byScores.transpose(1, 2), query);
                }
            }
        }
        byQuery.mul_(scale);
        Tensor target = blockRows(unit, gradient);
        target.narrow(1, (long) unit.head * repeat * width, (long) repeat * width)
                .copy_(ofPlaces(unit, byQuery.view(unit.places(), (long) repeat * width)));
        putKeys(unit, byKey, target, gradient, heads + unit.head);
        putKeys(unit, byValue, target, gradient, heads + kvHeads + unit.head);
    }

    /** Writes the gradient by the keys (or values) of a unit's own tokens, and adds that by its prompt's. */
    private void putKeys(Unit unit, Tensor by, Tensor target, Tensor gradient, int column) {
        int prompt = unit.piece.block().promptLength();
        Tensor own = by.narrow(1, prompt, unit.piece.longest()).reshape(unit.places(), width);
        target.narrow(1, (long) column * width, width).copy_(ofPlaces(unit, own));
        if (prompt > 0) {
            gradient.narrow(0, unit.piece.block().promptStart(), prompt)
                    .narrow(1, (long) column * width, width)
                    .add_(by.narrow(1, 0, prompt).sum(0));
        }
    }

    /** Softmax of a span's scaled, masked scores, {@code [sequences, positions * repeat, keys]}. */
    private Tensor probabilities(AttentionPlan.Piece piece, Operands operands, AttentionPlan.Span span) {
        Tensor scores = Torch.empty(operands.query.size(0), span.count() * (long) repeat, span.keys());
        torch.bmm_out(
                scores, queries(operands.query, span), keys(operands.key, span).transpose(1, 2));
        // Of the keys before the span's own, each of its queries looks at all.
        scores.narrow(2, (long) span.keys() - span.count(), span.count())
                .add_(piece.mask().narrow(1, 0, span.count() * (long) repeat).narrow(2, 0, span.count()));
        return torch.softmax(scores, -1);
    }

    /** A span's rows of a tensor that is folded as the queries are. */
    private Tensor queries(Tensor all, AttentionPlan.Span span) {
        return all.narrow(1, span.from() * (long) repeat, span.count() * (long) repeat);
    }

    /** The keys that a span looks at, or what belongs to them. */
    private static Tensor keys(Tensor all, AttentionPlan.Span span) {
        return all.narrow(1, 0, span.keys());
    }

    private Operands gather(Unit unit, Tensor qkv) {
        return new Operands(
                queriesOf(unit, qkv, unit.piece.repeated()).mul(scale),
                keysOf(unit, qkv, heads + unit.head, Dtype.FP32),
                keysOf(unit, qkv, heads + kvHeads + unit.head, products.dtype()));
    }

    private Tensor queriesOf(Unit unit, Tensor from, Tensor index) {
        Tensor columns = from.narrow(1, (long) unit.head * repeat * width, (long) repeat * width);
        return places(unit, columns, index).reshape(unit.sequences, (long) unit.piece.longest() * repeat, width);
    }

    private Tensor keysOf(Unit unit, Tensor qkv, int column, Dtype dtype) {
        int prompt = unit.piece.block().promptLength();
        int longest = unit.piece.longest();
        Tensor columns = qkv.narrow(1, (long) column * width, width);
        Tensor own = places(unit, columns, unit.piece.repeated()).unflatten(0, unit.sequences, longest);
        if (prompt == 0) {
            return own.to(dtype.type()).contiguous();
        }
        Tensor all = Torch.empty(dtype, unit.sequences, (long) prompt + longest, width);
        all.narrow(1, 0, prompt)
                .copy_(columns.narrow(0, unit.piece.block().promptStart(), prompt)
                        .unsqueeze(0));
        all.narrow(1, prompt, longest).copy_(own);
        return all;
    }

    /** A unit's places {@code [sequences * longest, ..]}, of the rows that the index names where sequences differ in length. */
    private static Tensor places(Unit unit, Tensor from, Tensor index) {
        int longest = unit.piece.longest();
        return unit.piece.uniform()
                ? blockRows(unit, from)
                : from.index_select(0, index.narrow(0, (long) unit.first * longest, unit.places()));
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

    @Override
    public void close() {
        Torch.drop(scale);
    }
}
