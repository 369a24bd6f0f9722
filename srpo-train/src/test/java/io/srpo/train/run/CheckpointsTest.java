package io.srpo.train.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.srpo.core.SrpoException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CheckpointsTest {
    record State(long step, String note) {}

    @TempDir
    Path folder;

    @Test
    void theNewestWholeCheckpointComesBackAsItWasSaved() {
        Checkpoints<State> checkpoints = checkpoints(3);
        save(checkpoints, 1);
        save(checkpoints, 2);
        Checkpoints.Found<State> found = checkpoints.newest().orElseThrow();
        assertThat(found.state()).isEqualTo(new State(2, "at 2"));
        assertThat(found.folder().resolve("weights")).hasContent("weights 2");
    }

    @Test
    void onlyTheNewestAreKept() {
        Checkpoints<State> checkpoints = checkpoints(2);
        for (long step = 1; step <= 5; step++) {
            save(checkpoints, step);
        }
        assertThat(checkpoints.steps()).containsExactly(5L, 4L);
    }

    @Test
    void aFlippedByteIsNoticedAndThePreviousCheckpointTaken() throws IOException {
        Checkpoints<State> checkpoints = checkpoints(3);
        save(checkpoints, 1);
        Path newest = save(checkpoints, 2);
        byte[] bytes = Files.readAllBytes(newest.resolve("weights"));
        bytes[3] ^= 1;
        Files.write(newest.resolve("weights"), bytes);
        assertThat(checkpoints.newest().orElseThrow().state().step()).isEqualTo(1);
    }

    @Test
    void aMissingFileIsNoticed() throws IOException {
        Checkpoints<State> checkpoints = checkpoints(3);
        save(checkpoints, 1);
        Files.delete(save(checkpoints, 2).resolve("weights"));
        assertThat(checkpoints.newest().orElseThrow().state().step()).isEqualTo(1);
    }

    @Test
    void aWriterThatFailsLeavesEarlierCheckpointsAsTheyWere() {
        Checkpoints<State> checkpoints = checkpoints(1);
        save(checkpoints, 1);
        assertThatThrownBy(() -> checkpoints.save(2, new State(2, ""), path -> {
                    throw SrpoException.resource("disk full");
                }))
                .isInstanceOf(SrpoException.class);
        assertThat(checkpoints.newest().orElseThrow().state().step()).isEqualTo(1);
    }

    @Test
    void theSameStepCanBeSavedAgain() {
        Checkpoints<State> checkpoints = checkpoints(1);
        save(checkpoints, 1);
        save(checkpoints, 1);
        assertThat(checkpoints.steps()).containsExactly(1L);
    }

    private Checkpoints<State> checkpoints(int keep) {
        return new Checkpoints<>(folder.resolve("checkpoints"), State.class, keep);
    }

    private static Path save(Checkpoints<State> checkpoints, long step) {
        return checkpoints.save(step, new State(step, "at " + step), path -> {
            try {
                Files.write(path.resolve("weights"), ("weights " + step).getBytes(StandardCharsets.UTF_8));
            } catch (IOException e) {
                throw new AssertionError(e);
            }
        });
    }
}
