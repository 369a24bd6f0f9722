package io.srpo.cli.resume;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Random;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * When a run is killed: a while after something was seen of it from outside. The trainer knows nothing of this, so any instruction can be its last.
 *
 * @param seen what has to be seen first
 * @param times how often
 * @param micros how long after it the kill comes
 */
record Moment(Seen seen, int times, long micros) {
    /** What can be seen of a run. */
    enum Seen {
        /** The first sign of life. */
        BEGUN(400_000),
        /** A step was reported: the next one is drawn, judged, learnt from. */
        STEP(500_000),
        /** A checkpoint is being written aside. */
        CHECKPOINT(60_000),
        /** A transaction reached the ledger's log. */
        LEDGER(6_000),
        /** An epoch ended: pool and stage change now. */
        EPOCH(15_000),
        /** Held-out problems were measured, or are about to be. */
        EVALUATION(150_000),
        /** The final model, or the report, is being written. */
        END(60_000);

        private final int spread;

        Seen(int spread) {
            this.spread = spread;
        }
    }

    /** Every kind takes its turn; how often and how long after are drawn. */
    static Moment draw(int index, Random random) {
        Seen seen = Seen.values()[index % Seen.values().length];
        int times = seen == Seen.END || seen == Seen.BEGUN ? 1 : 1 + random.nextInt(seen == Seen.LEDGER ? 4 : 2);
        return new Moment(seen, times, random.nextInt(seen.spread));
    }

    /** Waits for the moment, and kills. @return whether it came before the run's end */
    boolean strike(ChildRun child, Path run) {
        boolean came =
                switch (seen) {
                    case BEGUN -> child.comesTrue(() -> Files.exists(run.resolve("run.lock")));
                    case STEP -> heard(child, line -> line.startsWith("step "));
                    case EPOCH -> heard(child, line -> line.startsWith("epoch "));
                    case EVALUATION -> heard(child, line -> line.startsWith("held-out "));
                    case CHECKPOINT -> child.comesTrue(new Changes(() -> asideNow(run), times));
                    case LEDGER -> child.comesTrue(new Changes(() -> size(run.resolve("ledger.duckdb.wal")), times));
                    case END -> child.comesTrue(() -> anyOf(run, "model", ".model.tmp"));
                };
        if (!came) {
            return false;
        }
        long until = System.nanoTime() + 1000 * micros;
        while (System.nanoTime() < until) {
            Thread.onSpinWait();
        }
        if (!child.alive()) {
            return false;
        }
        child.kill();
        return true;
    }

    private boolean heard(ChildRun child, Predicate<String> line) {
        return child.comesTrue(() -> child.lines().stream().filter(line).count() >= times);
    }

    private static long asideNow(Path run) {
        Path checkpoints = run.resolve("checkpoints");
        if (!Files.isDirectory(checkpoints)) {
            return 0;
        }
        try (Stream<Path> list = Files.list(checkpoints)) {
            return list.filter(path -> String.valueOf(path.getFileName()).endsWith(".tmp"))
                    .mapToLong(path -> path.hashCode())
                    .sum();
        } catch (IOException | UncheckedIOException e) {
            return 0;
        }
    }

    private static long size(Path file) {
        try {
            return Files.size(file);
        } catch (IOException notThere) {
            return 0;
        }
    }

    private static boolean anyOf(Path run, String... names) {
        return Stream.of(names).anyMatch(name -> Files.exists(run.resolve(name)));
    }

    /** Counts how often a figure has become another one that is not zero. */
    private static final class Changes implements ChildRun.Condition {
        private final java.util.function.LongSupplier figure;
        private int left;
        private long last;

        Changes(java.util.function.LongSupplier figure, int times) {
            this.figure = figure;
            this.left = times;
            this.last = figure.getAsLong();
        }

        @Override
        public boolean holds() {
            long now = figure.getAsLong();
            if (now != last) {
                last = now;
                if (now != 0) {
                    left--;
                }
            }
            return left <= 0;
        }
    }

    @Override
    public String toString() {
        return String.format(
                Locale.ROOT,
                "%.1f ms after %s%s",
                micros / 1000.0,
                seen.name().toLowerCase(Locale.ROOT),
                times == 1 ? "" : " no. " + times);
    }
}
