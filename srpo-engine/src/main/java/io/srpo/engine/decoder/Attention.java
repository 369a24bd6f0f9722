package io.srpo.engine.decoder;

import io.srpo.engine.model.ModelConfig;
import io.srpo.engine.torch.Torch;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;

/**
 * Causal attention of a {@link Pack}'s blocks. The query heads that share a key head are folded into rows, so no key is ever repeated; scores exist for one
 * span of positions in one block of one layer at a time and are computed again in the backward pass, so their memory does not grow with the depth. A span's positions are not
 * multiplied with keys behind them all.
 */
final class Attention implements AutoCloseable {
    private final int heads;
    private final int kvHeads;
    private final int repeat;
    private final int width;
    private final Scalar scale;

    Attention(ModelConfig config) {
        heads = config.heads();
        kvHeads = config.kvHeads();
        repeat = heads / kvHeads;
        width = config.headDim();
        scale = Torch.constant(1 / Math.sqrt(width));
    }

    /** A block's queries {@code [kvHeads * sequences, longest * repeat, width]} and keys, values {@code [kvHeads * sequences, promptLength + longest, width]}. */
    private record Operands(Tensor query, Tensor key, Tensor value) {}

    /** Fills {@code out [rows, heads * width]} from {@code qkv [rows, (heads + 2 kvHeads) * width]}, turned. */
    void forward(AttentionPlan plan, Tensor qkv, Tensor out) {
        for (AttentionPlan.Piece piece : plan.pieces()) {
            try (PointerScope scope = new PointerScope()) {
                Operands operands = gather(piece, qkv);
                Tensor mixed = Torch.empty(operands.query.size(0), operands.query.size(1), width);
                for (AttentionPlan.Span span : piece.spans()) {
                    Tensor shares = probabilities(piece, operands, span);
                    torch.bmm_out(queries(mixed, span), shares, keys(operands.value, span));
                }
                Tensor rows = rowsOfHeads(piece, mixed);
                Tensor target = out.narrow(0, piece.block().firstRow(), piece.rows());
                target.copy_(piece.uniform() ? rows : rows.index_select(0, piece.scatter()));
            }
        }
    }

    /**
     * Fills {@code gradient} of {@code qkv}'s shape.
     *
     * @param by gradient by {@link #forward}'s result, {@code [rows + 1, heads * width]}, the last row zero
     */
    void backward(AttentionPlan plan, Tensor qkv, Tensor by, Tensor gradient) {
        for (AttentionPlan.Piece piece : plan.pieces()) {
            try (PointerScope scope = new PointerScope()) {
                backward(piece, qkv, by, gradient);
            }
        }
    }

    private void backward(AttentionPlan.Piece piece, Tensor qkv, Tensor by, Tensor gradient) {
        int sequences = piece.sequences();
        int longest = piece.longest();
        int prompt = piece.block().promptLength();
        Operands operands = gather(piece, qkv);
        Tensor byMixed = headsOfRows(piece, gatherRows(piece, by, piece.padded()));
        Tensor byKeyValue = Torch.empty(2L, (long) kvHeads * sequences, prompt + longest, width);
        Tensor byKey = byKeyValue.select(0, 0);
        Tensor byValue = byKeyValue.select(0, 1);
        Tensor byQuery = Torch.empty(operands.query.size(0), operands.query.size(1), width);
        // The last span looks at every key, so it writes and the others add.
        for (int i = piece.spans().size() - 1; i >= 0; i--) {
            AttentionPlan.Span span = piece.spans().get(i);
            Tensor query = queries(operands.query, span);
            Tensor key = keys(operands.key, span);
            Tensor shares = probabilities(piece, operands, span);
            Tensor byResult = queries(byMixed, span);
            // d score = p * (d p - sum(p * d p)), the softmax's derivative.
            Tensor byScore = torch.bmm(byResult, keys(operands.value, span).transpose(1, 2))
                    .mul_(shares);
            byScore.addcmul_(shares, byScore.sum(new long[] {-1}, true, Torch.SAME_TYPE), Torch.MINUS_ONE);
            torch.bmm_out(queries(byQuery, span), byScore, key);
            if (i == piece.spans().size() - 1) {
                torch.bmm_out(byValue, shares.transpose(1, 2), byResult);
                torch.bmm_out(byKey, byScore.transpose(1, 2), query);
            } else {
                keys(byValue, span).baddbmm_(shares.transpose(1, 2), byResult);
                keys(byKey, span).baddbmm_(byScore.transpose(1, 2), query);
            }
        }
        byQuery.mul_(scale);
        byKey.mul_(scale);

        Tensor target = gradient.narrow(0, piece.block().firstRow(), piece.rows());
        Tensor rows = piece.uniform()
                ? target
                : Torch.empty((long) sequences * longest, (long) (heads + 2 * kvHeads) * width);
        Tensor split = rows.view(sequences, longest, heads + 2L * kvHeads, width);
        split.narrow(2, 0, heads)
                .unflatten(2, kvHeads, repeat)
                .copy_(byQuery.view(kvHeads, sequences, longest, repeat, width).permute(1, 2, 0, 3, 4));
        Tensor shaped = byKeyValue.view(2, kvHeads, sequences, prompt + longest, width);
        split.narrow(2, heads, 2L * kvHeads)
                .unflatten(2, 2, kvHeads)
                .copy_(shaped.narrow(3, prompt, longest).permute(2, 3, 0, 1, 4));
        if (!piece.uniform()) {
            torch.index_select_out(target, rows, 0, piece.scatter());
        }
        if (prompt > 0) {
            gradient.narrow(0, piece.block().promptStart(), prompt)
                    .narrow(1, (long) heads * width, 2L * kvHeads * width)
                    .unflatten(1, 2, kvHeads, width)
                    .add_(shaped.narrow(3, 0, prompt).sum(2).permute(2, 0, 1, 3));
        }
    }

    /** Softmax of a span's scaled, masked scores, {@code [kvHeads * sequences, positions * repeat, keys]}. */
    private Tensor probabilities(AttentionPlan.Piece piece, Operands operands, AttentionPlan.Span span) {
        Tensor mask = keys(piece.mask().narrow(1, span.from() * (long) repeat, span.count() * (long) repeat), 2, span);
        Tensor scores = torch.baddbmm(
                mask, queries(operands.query, span), keys(operands.key, span).transpose(1, 2), Torch.ONE, scale);
        return torch.softmax(scores, -1);
    }

    /** A span's rows of a tensor that is folded as the queries are. */
    private Tensor queries(Tensor all, AttentionPlan.Span span) {
        return all.narrow(1, span.from() * (long) repeat, span.count() * (long) repeat);
    }

    /** The keys that a span looks at, or what belongs to them. */
    private static Tensor keys(Tensor all, AttentionPlan.Span span) {
        return keys(all, 1, span);
    }

    private static Tensor keys(Tensor all, int dimension, AttentionPlan.Span span) {
        return all.narrow(dimension, 0, span.keys());
    }

    private Operands gather(AttentionPlan.Piece piece, Tensor qkv) {
        int sequences = piece.sequences();
        int longest = piece.longest();
        int prompt = piece.block().promptLength();
        long queries = (long) heads * width;
        Tensor rows = gatherRows(piece, qkv, piece.repeated());
        Tensor query = headsOfRows(piece, rows.narrow(1, 0, queries));
        Tensor keyValue = Torch.empty(2, kvHeads, sequences, (long) prompt + longest, width);
        keyValue.narrow(3, prompt, longest)
                .copy_(rows.narrow(1, queries, 2L * kvHeads * width)
                        .unflatten(1, 2, kvHeads, width)
                        .unflatten(0, sequences, longest)
                        .permute(2, 3, 0, 1, 4));
        if (prompt > 0) {
            Tensor shared = qkv.narrow(0, piece.block().promptStart(), prompt)
                    .narrow(1, queries, 2L * kvHeads * width)
                    .unflatten(1, 2, kvHeads, width)
                    .permute(1, 2, 0, 3)
                    .unsqueeze(2);
            keyValue.narrow(3, 0, prompt).copy_(shared);
        }
        Tensor flat = keyValue.view(2, (long) kvHeads * sequences, (long) prompt + longest, width);
        return new Operands(query, flat.select(0, 0), flat.select(0, 1));
    }

    private static Tensor gatherRows(AttentionPlan.Piece piece, Tensor from, Tensor index) {
        return piece.uniform() ? from.narrow(0, piece.block().firstRow(), piece.rows()) : from.index_select(0, index);
    }

    /** {@code [sequences * longest, heads * width]} to {@code [kvHeads * sequences, longest * repeat, width]}. */
    private Tensor headsOfRows(AttentionPlan.Piece piece, Tensor rows) {
        int sequences = piece.sequences();
        int longest = piece.longest();
        return rows.unflatten(1, kvHeads, repeat, width)
                .unflatten(0, sequences, longest)
                .permute(2, 0, 1, 3, 4)
                .reshape((long) kvHeads * sequences, (long) longest * repeat, width);
    }

    /** The way back, {@code [sequences * longest, heads * width]}. */
    private Tensor rowsOfHeads(AttentionPlan.Piece piece, Tensor mixed) {
        int sequences = piece.sequences();
        int longest = piece.longest();
        return mixed.view(kvHeads, sequences, longest, repeat, width)
                .permute(1, 2, 0, 3, 4)
                .reshape((long) sequences * longest, (long) heads * width);
    }

    @Override
    public void close() {
        Torch.drop(scale);
    }
}
