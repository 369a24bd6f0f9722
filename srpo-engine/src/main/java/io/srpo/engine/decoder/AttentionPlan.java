package io.srpo.engine.decoder;

import io.srpo.engine.torch.Torch;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.bytedeco.pytorch.Tensor;

/**
 * Index and mask tensors of a {@link Pack}'s blocks, the same for every layer. Belongs to the {@code PointerScope} it is made in.
 *
 * @param pieces one a block, in order, so that a prompt's own block comes before those that add to its gradient
 */
record AttentionPlan(List<Piece> pieces) {
    /** Positions of a span: enough for products at full speed, few enough that little is multiplied in vain. */
    private static final int SPAN = 64;

    /**
     * @param repeated row of each place of {@code [sequences, longest]}, a place behind a sequence's end reading its block's first row (its result is
     *     dropped)
     * @param padded the same, but such a place reads the row behind the last, which is zero in gradients
     * @param scatter place of each of the block's rows
     * @param mask 0 where a span's query may look among the span's own keys, minus infinity elsewhere, {@code [1, positions * repeat, positions]} for the longest span's positions
     * @param spans all positions, a piece at a time
     */
    record Piece(
            Pack.Block block,
            int sequences,
            int longest,
            int rows,
            boolean uniform,
            Tensor repeated,
            Tensor padded,
            Tensor scatter,
            Tensor mask,
            List<Span> spans) {}

    /**
     * Neighbouring positions of all sequences of a block.
     *
     * @param keys that they look at: the prompt's and those up to the last of them
     */
    record Span(int from, int count, int keys) {}

    static AttentionPlan of(Pack pack, int repeat) {
        List<Piece> pieces = new ArrayList<>();
        for (Pack.Block block : pack.blocks) {
            pieces.add(piece(block, pack.rows(), repeat));
        }
        return new AttentionPlan(pieces);
    }

    private static Piece piece(Pack.Block block, int zeroRow, int repeat) {
        int sequences = block.lengths().length;
        int longest = block.longest();
        int rows = block.rows();
        long[] repeated = new long[sequences * longest];
        long[] padded = new long[sequences * longest];
        long[] scatter = new long[rows];
        Arrays.fill(repeated, block.firstRow());
        Arrays.fill(padded, zeroRow);
        int row = 0;
        for (int s = 0; s < sequences; s++) {
            for (int i = 0; i < block.lengths()[s]; i++, row++) {
                int place = s * longest + i;
                repeated[place] = (long) block.firstRow() + row;
                padded[place] = repeated[place];
                scatter[row] = place;
            }
        }
        return new Piece(
                block,
                sequences,
                longest,
                rows,
                rows == sequences * longest,
                Torch.longs(repeated),
                Torch.longs(padded),
                Torch.longs(scatter),
                mask(longest, repeat),
                spans(block.promptLength(), longest));
    }

    private static List<Span> spans(int prompt, int longest) {
        List<Span> spans = new ArrayList<>();
        for (int from = 0; from < longest; from += SPAN) {
            int count = Math.min(SPAN, longest - from);
            spans.add(new Span(from, count, prompt + from + count));
        }
        return List.copyOf(spans);
    }

    /** A span's positions look at each other and not behind themselves, {@code [1, positions * repeat, positions]}: 0 and minus infinity. */
    private static Tensor mask(int longest, int repeat) {
        int positions = Math.min(SPAN, longest);
        float[] mask = new float[repeat * positions * positions];
        for (int r = 0; r < repeat * positions; r++) {
            Arrays.fill(mask, r * positions + r / repeat + 1, (r + 1) * positions, Float.NEGATIVE_INFINITY);
        }
        return Torch.floats(mask, 1, (long) repeat * positions, positions);
    }
}
