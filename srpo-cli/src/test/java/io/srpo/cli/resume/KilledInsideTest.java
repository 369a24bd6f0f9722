package io.srpo.cli.resume;

import static org.assertj.core.api.Assertions.assertThat;

import io.srpo.train.run.DurableFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Where {@link KilledRunTest} kills at moments that it cannot choose exactly, this one kills in the middle of a chosen write: half of it is done ({@code strike.c}). The run comes
 * to the same ledger, metrics (but times), weights and optimizer as the run left alone, bit for bit.
 */
class KilledInsideTest {
    private static final Logger LOG = LoggerFactory.getLogger(KilledInsideTest.class);
    private static final int SIGKILLED = 128 + 9;

    @TempDir
    Path folder;

    private Path config = Path.of("");
    private Path library = Path.of("");
    private Path told = Path.of("");

    /**
     * A moment, by what happens in it.
     *
     * @param after what a line has to say first
     * @param call write, sync, rename or remove; empty for any
     * @param file what the path contains, or ends with when a $ follows
     * @param count the how many-th such call after it
     */
    private record Strike(String what, String after, String call, String file, int count) {}

    /** One run meets all of them, one after the other; those of a step that was not saved come again after a resume. */
    private static final List<Strike> STRIKES = List.of(
            new Strike("a checkpoint's optimizer", "", "write", ".step-000002.tmp/optimizer.bin", 2),
            new Strike("a checkpoint's rename", "", "rename", ".step-000002.tmp$", 1),
            new Strike("a step's answers in the ledger", "step 2 ", "write", "ledger.duckdb.wal", 2),
            new Strike("an epoch's resampling", "step 3 ", "write", "ledger.duckdb.wal", 1),
            new Strike(
                    "an evaluation, after the first of its sets", "epoch 1 is over", "write", "ledger.duckdb.wal", 2),
            new Strike("a line of the metrics", "held-out code after step 3", "write", "metrics.jsonl", 1),
            new Strike("the end of a stage", "stage 1 of 2", "write", "ledger.duckdb.wal", 1),
            new Strike("the beginning of the next stage", "stage math is over", "write", "ledger.duckdb.wal", 1),
            new Strike("folding the ledger's log into it", "", "write", "ledger.duckdb$", 2),
            new Strike("the final model's rename", "", "rename", ".model.tmp$", 1));

    @BeforeEach
    void library() throws IOException, InterruptedException {
        library = Preloaded.compiled("strike.c", folder);
        told = folder.resolve("told");
        config = TinyRun.write(folder);
    }

    @Test
    void killedInTheMiddleOfEachKindOfWriteARunIsTheRunLeftAlone() throws IOException, SQLException {
        RunContent alone = alone();
        Path run = folder.resolve("killed");
        for (Strike strike : STRIKES) {
            try (ChildRun child = start(run, strike)) {
                assertThat(child.end()).as("%s: %s", strike, child.lines()).isEqualTo(SIGKILLED);
            }
            LOG.info("killed in {}: {}", strike.what(), Files.readString(told).strip());
            Files.delete(told);
        }
        finish(run);
        assertThat(RunContent.of(run)).isEqualTo(alone);
    }

    /**
     * Between two of these calls a process changes nothing that outlives it, so no moment is left out. An hour or two; {@code -Dsrpo.from=N} begins at the N-th,
     * {@code -Dsrpo.stride=N} takes every N-th:
     * {@code ./mvnw -pl srpo-cli -am test -Dsrpo.tests=slow -Dgroups=slow -Dtest=KilledInsideTest -Dsurefire.failIfNoSpecifiedTests=false}.
     */
    @Test
    @Tag("slow")
    void killedInEveryWriteOfAWholeRunItIsTheRunLeftAlone() throws IOException, SQLException {
        RunContent alone = alone();
        int stride = Integer.getInteger("srpo.stride", 1);
        int kills = 0;
        for (int n = Integer.getInteger("srpo.from", 1); ; n += stride) {
            Path run = folder.resolve("killed-" + n);
            int status;
            try (ChildRun child = start(run, new Strike("call " + n, "", "", run.toString(), n))) {
                status = child.end();
                assertThat(status).as(child.lines().toString()).isIn(0, SIGKILLED);
            }
            if (status == 0) {
                assertThat(RunContent.of(run)).isEqualTo(alone);
                break;
            }
            kills++;
            String call = Files.readString(told).strip().replace(run + "/", "");
            Files.delete(told);
            finish(run);
            assertThat(RunContent.of(run)).as("killed in call %s: %s", n, call).isEqualTo(alone);
            LOG.info("call {}: {}; the same bits", n, call);
            DurableFiles.discard(run);
        }
        LOG.info("{} kills, each with the same bits", kills);
        assertThat(kills).isPositive();
    }

    private RunContent alone() throws IOException, SQLException {
        finish(folder.resolve("alone"));
        return RunContent.of(folder.resolve("alone"));
    }

    private void finish(Path run) {
        try (ChildRun child = start(run, new Strike("nothing", "", "", "", 0))) {
            assertThat(child.end()).as(child.lines().toString()).isZero();
        }
    }

    /** Begins the run, or goes on with it once there is one. */
    private ChildRun start(Path run, Strike strike) {
        List<String> program = new ArrayList<>(List.of(
                "env",
                "LD_PRELOAD=" + library,
                "STRIKE_AFTER=" + strike.after(),
                "STRIKE_CALL=" + strike.call(),
                "STRIKE_FILE=" + strike.file(),
                "STRIKE_COUNT=" + strike.count(),
                "STRIKE_TOLD=" + told));
        program.addAll(ChildRun.command(ChildRun.folder(folder, "tmp")));
        List<String> arguments = new ArrayList<>(List.of("train", config.toString(), "--run", run.toString()));
        if (Files.exists(run.resolve("config.yaml"))) {
            arguments.add("--resume");
        }
        return ChildRun.start(program, arguments.toArray(String[]::new));
    }
}
