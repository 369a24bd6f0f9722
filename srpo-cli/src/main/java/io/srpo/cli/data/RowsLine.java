package io.srpo.cli.data;

import io.srpo.data.curate.Curation;
import java.io.PrintWriter;

/** How far reading has come, on one line that is written over at a terminal; silent elsewhere. */
final class RowsLine implements Curation.Progress {
    private static final long EVERY_NANOS = 500_000_000L;

    private final PrintWriter err;
    private final boolean terminal = Boolean.getBoolean("srpo.terminal");
    private final long started = System.nanoTime();
    private long shown;

    RowsLine(PrintWriter err) {
        this.err = err;
    }

    @Override
    public void at(String doing, long rows) {
        long now = System.nanoTime();
        if (terminal && now - shown > EVERY_NANOS) {
            shown = now;
            err.printf("\r%s: %,d rows, %,.0f a second \u001b[K", doing, rows, rows / ((now - started) / 1e9));
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
