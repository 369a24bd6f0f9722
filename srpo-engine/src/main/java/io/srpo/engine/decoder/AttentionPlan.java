package io.srpo.engine.decoder;

import io.srpo.engine.model.ModelConfig;
import io.srpo.engine.torch.Team;
import io.srpo.engine.torch.Torch;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.bytedeco.pytorch.Tensor;

/**
 * How the attention over a {@link Pack}'s blocks is cut into tasks of the {@link Team}, with their index and mask tensors; the same for every layer. Belongs to the {@code PointerScope} it is made in.
 *
 * @param units all of them, each a task on the way forward
 * @param alone those of blocks without a prompt elsewhere, prompts among them; each a task on the way back
 * @param families the others, whose tasks on the way back come after those: the answers to a prompt all add to its rows, so a task has all of them, a head at a time
 */
record AttentionPlan(List<AttentionUnit> units, List<AttentionUnit> alone, List<List<AttentionUnit>> families) {
    /** Positions of a span: enough for products at full speed, few enough that little is multiplied in vain. */
    private static final int SPAN = 64;

    /** Scores of a span that stay in a core's own cache with what belongs to them. */
    private static final int CACHED_SCORES = 1 << 18;

    /**
     * A block.
     *
     * @param repeat queries that share a key
     * @param repeated row of each place of {@code [sequences, longest]}, a place behind a sequence's end reading its block's first row (its result is
     *     dropped)
     * @param padded the same, but such a place reads the row behind the last, which is zero in gradients
     * @param scatter place of each of the block's rows
     * @param mask 0 where a span's query may look among the span's own keys, minus infinity elsewhere, {@code [1, positions * repeat, positions]} for the longest span's positions
     * @param spans all positions, a piece at a time
     */
    record Piece(
            Pack.Block block,
            int repeat,
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

    static AttentionPlan of(Pack pack, ModelConfig config) {
        List<AttentionUnit> units = new ArrayList<>();
        List<AttentionUnit> alone = new ArrayList<>();
        List<List<AttentionUnit>> families = new ArrayList<>();
        int promptStart = -1;
        for (Pack.Block block : pack.blocks) {
            Piece piece = piece(block, pack.rows(), config.heads() / config.kvHeads());
            boolean answers = block.promptLength() > 0;
            if (answers && block.promptStart() != promptStart) {
                promptStart = block.promptStart();
                for (int head = 0; head < config.kvHeads(); head++) {
                    families.add(new ArrayList<>());
                }
            }
            for (int head = 0; head < config.kvHeads(); head++) {
                List<AttentionUnit> some = units(piece, head);
                units.addAll(some);
                List<AttentionUnit> back = answers ? families.get(families.size() - config.kvHeads() + head) : alone;
                back.addAll(some);
            }
        }
        return new AttentionPlan(units, alone, families);
    }

    /** A head's: one for each member, or as many more as it takes for their scores to have room in the cache. */
    private static List<AttentionUnit> units(Piece piece, int head) {
        int scores = piece.spans().stream()
                .mapToInt(span -> span.count() * piece.repeat() * span.keys())
                .max()
                .orElse(0);
        int parts = Math.max(
                Math.min(piece.sequences(), Team.members()),
                piece.sequences() / Math.max(1, CACHED_SCORES / Math.max(1, scores)));
        List<AttentionUnit> units = new ArrayList<>();
        for (int p = 0; p < parts; p++) {
            int first = Team.begin(piece.sequences(), parts, p);
            units.add(new AttentionUnit(piece, head, first, Team.begin(piece.sequences(), parts, p + 1) - first));
        }
        return units;
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
                repeat,
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
