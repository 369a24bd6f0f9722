package io.srpo.cli.resume;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A disk that fills up: the run's folder is a small file system of its own in a mount namespace, full to the last byte, and larger afterwards. Left out where the
 * machine does not let users mount one.
 */
class FullDiskTest {
    private static final List<String> OWN_MOUNTS = List.of("unshare", "-rm", "sh", "-c");

    @TempDir
    Path folder;

    private Path run = Path.of("");
    private Path config = Path.of("");
    private Path temporary = Path.of("");

    @BeforeEach
    void tinyRun() throws IOException, InterruptedException {
        run = ChildRun.folder(folder, "run");
        temporary = ChildRun.folder(folder, "tmp");
        config = TinyRun.math(folder);
        List<String> command = new ArrayList<>(OWN_MOUNTS);
        command.add("mount -t tmpfs -o size=1m none " + run);
        boolean can = false;
        try {
            can = new ProcessBuilder(command).start().waitFor() == 0;
        } catch (IOException noUnshare) {
            // Then it cannot be tried.
        }
        Assumptions.assumeTrue(can, "no mount of one's own here");
    }

    @Test
    void aCheckpointThatFindsNoRoomEndsTheRunWithASentenceAndTheRunGoesOnLater() {
        List<String> said = run("""
                mount -t tmpfs -o size=32m none RUN || exit 9
                BEGIN --set budget.rollouts=180; echo "status $?"
                ls RUN/checkpoints | sed 's/^/kept /'
                mount -o remount,size=200m RUN
                GO_ON --set budget.rollouts=180; echo "status $?"
                """);
        assertThat(said).containsSubsequence("status 1", "kept step-000002", "status 0");
        assertThat(sentence(said)).contains("checkpoint", "No space left", "--resume");
        assertThat(said)
                .anyMatch(line -> line.startsWith("step 3 "))
                .anyMatch(line -> line.contains("rollouts of 180 are drawn"));
    }

    /** Six hundred answers are more than the room that is left, so the ledger is the first to need some. */
    @Test
    void aLedgerThatFindsNoRoomEndsTheRunWithASentenceAndTheRunGoesOnLater() {
        List<String> said = run("""
                mount -t tmpfs -o size=100m none RUN || exit 9
                BEGIN --set budget.rollouts=60; echo "status $?"
                dd if=/dev/zero of=RUN/ballast bs=4k 2>/dev/null
                truncate -s -20480 RUN/ballast
                GO_ON --set budget.rollouts=120 --set rollout.samples=60; echo "status $?"
                rm RUN/ballast
                GO_ON --set budget.rollouts=120 --set rollout.samples=3; echo "status $?"
                """);
        assertThat(said).containsSubsequence("status 0", "status 1", "status 0");
        assertThat(sentence(said)).contains("ledger", "--resume");
        assertThat(said).anyMatch(line -> line.contains("rollouts of 120 are drawn"));
    }

    private List<String> run(String script) {
        String program = String.join(" ", ChildRun.command(temporary)) + " train " + config + " --run " + run;
        String whole =
                script.replace("RUN", run.toString()).replace("BEGIN", program).replace("GO_ON", program + " --resume");
        try (ChildRun child = ChildRun.start(OWN_MOUNTS, whole)) {
            child.end();
            return child.lines();
        }
    }

    private static String sentence(List<String> said) {
        List<String> sentences =
                said.stream().filter(line -> line.startsWith("srpo: ")).toList();
        assertThat(sentences).as(said.toString()).hasSize(1);
        assertThat(said.toString()).doesNotContain("\tat ", "fault of the program");
        return sentences.get(0);
    }
}
