package io.srpo.cli.model;

import io.srpo.core.rollout.RolloutEngine.Progress;
import java.io.PrintWriter;

/** How far drawing has come, on one line that is written over at a terminal; silent elsewhere. */
final class DrawingLine implements Progress {
    private static final long EVERY_NANOS = 500_000_000L;

    private final PrintWriter err;
    private final int of;
    private final boolean terminal = Boolean.getBoolean("srpo.terminal");
    private final long started = System.nanoTime();
    private long shown;

    DrawingLine(PrintWriter err, int of) {
        this.err = err;
        this.of = of;
    }

    @Override
    public void at(long tokens, int finished) {
        long now = System.nanoTime();
        if (terminal && now - shown > EVERY_NANOS) {
            shown = now;
            err.printf("\r%d of %d answers, %.0f tokens/s \u001b[K", finished, of, tokens / ((now - started) / 1e9));
            err.flush();
        }
    }

    void end() {
        if (terminal) {
            err.print("\r\u001b[K");
            err.flush();
        }
    }
}
