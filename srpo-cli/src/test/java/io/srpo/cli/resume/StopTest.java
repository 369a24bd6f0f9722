package io.srpo.cli.resume;

import static org.assertj.core.api.Assertions.assertThat;

import io.srpo.cli.Invocation;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A real run that is asked to stop, or stops by itself, in the middle. */
class StopTest {
    @TempDir
    Path folder;

    /** Ctrl-C in a terminal is SIGINT. */
    @Test
    void controlCFinishesTheStepSavesAndSaysHowToGoOn() throws IOException, InterruptedException {
        Path config = TinyRun.math(folder);
        Path run = folder.resolve("run");
        try (ChildRun child =
                ChildRun.start(ChildRun.folder(folder, "tmp"), "train", config.toString(), "--run", run.toString())) {
            assertThat(child.tells(line -> line.startsWith("step 3 ")))
                    .as(child.lines().toString())
                    .isTrue();
            child.signal("INT");
            child.end();
            assertThat(child.lines())
                    .anyMatch(line -> line.contains("finishing the step"))
                    .anyMatch(line -> line.startsWith("saved "))
                    .anyMatch(line -> line.startsWith("stopped: as asked, after step "))
                    .contains("go on with: ./srpo train " + config + " --run " + run + " --resume");
        }
        assertThat(run.resolve("report.html")).exists();
        try (ChildRun child = ChildRun.start(
                ChildRun.folder(folder, "tmp"),
                "train",
                config.toString(),
                "--run",
                run.toString(),
                "--resume",
                "--set",
                "budget.rollouts=30")) {
            assertThat(child.end()).as(child.lines().toString()).isZero();
            assertThat(child.lines()).anyMatch(line -> line.startsWith("budget: "));
        }
    }

    @Test
    void anUpdateThatIsNotFiniteStopsTheRunAndCanBeRepeated() throws IOException {
        Path config = TinyRun.math(folder);
        Files.writeString(config, Files.readString(config).replace("lr: 2.0e-4", "lr: 1.0e+30"));
        Path run = folder.resolve("run");
        Invocation broken = Invocation.of("train", config.toString(), "--run", run.toString());
        assertThat(broken.status()).as(broken.err()).isEqualTo(1);
        assertThat(BadInputTest.sentence(broken)).contains("not finite", "replay-batch", "optimizer.lr");

        Invocation repeated = Invocation.of("replay-batch", run.toString(), "--json");
        assertThat(repeated.status()).as(repeated.err()).isZero();
        assertThat(repeated.json().get("finite").booleanValue()).isFalse();
        assertThat(repeated.json().get("groups")).isNotEmpty();
    }
}
