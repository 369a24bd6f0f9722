package io.srpo.cli.resume;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A wall clock that jumps back by a day, under the program and all its libraries: a small library loaded before the system's own answers in its place.
 */
class ClockTest {
    @TempDir
    Path folder;

    private Path jumped = Path.of("");
    private Path library = Path.of("");
    private Path config = Path.of("");

    @BeforeEach
    void clock() throws IOException, InterruptedException {
        jumped = folder.resolve("jumped");
        config = TinyRun.math(folder);
        library = Preloaded.compiled("clock.c", folder);
        Assumptions.assumeTrue(
                told() < System.currentTimeMillis() - 80_000_000,
                "needs a loader that takes LD_PRELOAD for the clock too: Linux with glibc, as .ci/run has");
        Files.delete(jumped);
    }

    @Test
    void aClockThatJumpsBackInMidRunChangesNothing() throws IOException, SQLException {
        try (ChildRun alone = train(List.of(), "alone")) {
            assertThat(alone.end()).as(alone.lines().toString()).isZero();
        }
        try (ChildRun child = train(withClock(), "run")) {
            assertThat(child.tells(line -> line.startsWith("step 2 ")))
                    .as(child.lines().toString())
                    .isTrue();
            Files.createFile(jumped);
            assertThat(child.tells(line -> line.startsWith("step 4 ")))
                    .as(child.lines().toString())
                    .isTrue();
            child.kill();
        }
        try (ChildRun child = train(withClock(), "run", "--resume")) {
            assertThat(child.end()).as(child.lines().toString()).isZero();
            assertThat(child.lines()).noneMatch(line -> line.startsWith("step 1 "));
        }
        assertThat(RunContent.of(folder.resolve("run"), "checkpoints/step-000008"))
                .isEqualTo(RunContent.of(folder.resolve("alone"), "checkpoints/step-000008"));
    }

    /** What a program under the clock says the time is, once it has jumped, in milliseconds. */
    private long told() throws IOException, InterruptedException {
        Files.createFile(jumped);
        List<String> command = new ArrayList<>(withClock());
        command.addAll(List.of("date", "+%s"));
        Process date = new ProcessBuilder(command).start();
        String seconds =
                new String(date.getInputStream().readAllBytes(), java.nio.charset.StandardCharsets.US_ASCII).strip();
        return date.waitFor() == 0 ? 1000 * Long.parseLong(seconds) : Long.MAX_VALUE;
    }

    private List<String> withClock() {
        return List.of("env", "LD_PRELOAD=" + library, "JUMPED=" + jumped);
    }

    private ChildRun train(List<String> under, String run, String... more) {
        List<String> program = new ArrayList<>(under);
        program.addAll(ChildRun.command(ChildRun.folder(folder, "tmp")));
        List<String> arguments = new ArrayList<>(List.of(
                "train", config.toString(), "--run", folder.resolve(run).toString(), "--set", "budget.rollouts=240"));
        arguments.addAll(Arrays.asList(more));
        return ChildRun.start(program, arguments.toArray(String[]::new));
    }
}
