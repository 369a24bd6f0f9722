package io.srpo.engine.decoder;

import io.srpo.engine.torch.Team;
import org.bytedeco.javacpp.PointerScope;

/**
 * How the rows of a packed pass are cut. A piece is one task of the {@link Team}: large enough for products at full speed. Within a piece the elementwise passes go over a few
 * rows at a time, so that all but the first find them in the cache.
 *
 * @param rows all
 * @param pieces their number
 */
record Slices(int rows, int pieces) {
    private static final int MOST_ROWS = 1024;
    private static final int LEAST_ROWS = 32;

    /** Rows of a slice: few enough to stay in the cache that cores share, enough that calls cost little beside their work. */
    static final int CACHED_ROWS = 256;

    static Slices of(int rows) {
        int members = Team.members();
        int rounds = (rows + MOST_ROWS * members - 1) / (MOST_ROWS * members);
        return new Slices(rows, Math.max(1, Math.min(rounds * members, rows / LEAST_ROWS)));
    }

    /** Works on a piece, rows {@code from} to {@code from + count}. */
    interface Piece {
        void of(int piece, int from, int count);
    }

    /** Does all pieces; a piece's tensors belong to a scope of its own. */
    void each(Piece work) {
        Team.each(pieces, p -> {
            int from = Team.begin(rows, pieces, p);
            work.of(p, from, Team.begin(rows, pieces, p + 1) - from);
        });
    }

    /** Some rows of a piece. */
    interface Some {
        void of(int from, int count);
    }

    /** Goes over rows {@code from} to {@code from + count} a few at a time. */
    static void cached(int from, int count, Some work) {
        for (int i = 0; i < count; i += CACHED_ROWS) {
            try (PointerScope scope = new PointerScope()) {
                work.of(from + i, Math.min(CACHED_ROWS, count - i));
            }
        }
    }
}
