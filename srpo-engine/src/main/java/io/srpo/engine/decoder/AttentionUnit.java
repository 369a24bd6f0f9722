package io.srpo.engine.decoder;

import io.srpo.engine.torch.Dtype;
import io.srpo.engine.torch.Team;
import io.srpo.engine.torch.Torch;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;

/**
 * One key head of neighbouring sequences of a block: a task of the {@link Team}, and where its tokens lie. Its places are {@code [sequences, longest]}: where sequences differ in
 * length, those behind a sequence's end are no rows.
 *
 * @param first of the block's sequences
 */
record AttentionUnit(AttentionPlan.Piece piece, int head, int first, int sequences) {
    long places() {
        return (long) sequences * piece.longest();
    }

    /** Whether its places are its rows, so that gradients are written where they belong. */
    boolean inPlace() {
        return piece.uniform() && piece.block().promptLength() == 0;
    }

    /**
     * Its queries, those that share a key folded into rows, {@code [sequences, longest * repeat, width]}.
     *
     * @param all {@code [kvHeads, rows, repeat, width]}
     */
    Tensor queries(Tensor all) {
        return places(all.select(0, head), piece.repeated())
                .view(sequences, piece.longest() * (long) piece.repeat(), all.size(3));
    }

    /**
     * The keys (or values) that its queries look at, {@code [sequences, promptLength + longest, width]}.
     *
     * @param all {@code [kvHeads, rows, width]}
     */
    Tensor keys(Tensor all) {
        int prompt = piece.block().promptLength();
        int longest = piece.longest();
        long width = all.size(2);
        Tensor rows = all.select(0, head);
        Tensor own = places(rows, piece.repeated()).view(sequences, longest, width);
        if (prompt == 0) {
            return own;
        }
        Tensor keys = Torch.empty(Dtype.of(all), sequences, (long) prompt + longest, width);
        keys.narrow(1, 0, prompt)
                .copy_(rows.narrow(0, piece.block().promptStart(), prompt).unsqueeze(0));
        keys.narrow(1, prompt, longest).copy_(own);
        return keys;
    }

    /** Its columns, so many, of a tensor {@code [rows, heads * width]}. */
    Tensor columns(Tensor all, long count) {
        return all.narrow(1, head * count, count);
    }

    /** Its places {@code [sequences * longest, ..]}, of the rows that the index names where sequences differ in length. */
    Tensor places(Tensor from, Tensor index) {
        return piece.uniform()
                ? rows(from)
                : from.index_select(0, index.narrow(0, (long) first * piece.longest(), places()));
    }

    /** Its rows of a tensor of all rows. */
    Tensor rows(Tensor all) {
        return all.narrow(0, (long) piece.block().firstRow() + rowsBefore(), rowCount());
    }

    /** The rows among places. */
    Tensor ofPlaces(Tensor places) {
        if (piece.uniform()) {
            return places;
        }
        Tensor index = piece.scatter().narrow(0, rowsBefore(), rowCount());
        return places.index_select(0, index.sub(new Scalar((long) first * piece.longest())));
    }

    /** Rows of the block before its own. */
    private int rowsBefore() {
        return rowCount(0, first);
    }

    private int rowCount() {
        return rowCount(first, first + sequences);
    }

    private int rowCount(int from, int to) {
        int rows = 0;
        for (int s = from; s < to; s++) {
            rows += piece.block().lengths()[s];
        }
        return rows;
    }
}
