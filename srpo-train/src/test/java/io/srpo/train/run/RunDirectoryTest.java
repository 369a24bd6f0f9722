package io.srpo.train.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.srpo.core.SrpoException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RunDirectoryTest {
    @TempDir
    Path folder;

    @Test
    void aRunIsHeldByOneAtATime() {
        try (RunDirectory first = RunDirectory.create(folder)) {
            first.write("config.yaml", "seed: 1\n");
            assertThatThrownBy(() -> RunDirectory.open(folder))
                    .isInstanceOf(SrpoException.class)
                    .hasMessageContaining("in use by another process");
        }
        try (RunDirectory again = RunDirectory.open(folder)) {
            assertThat(again.config()).hasContent("seed: 1\n");
        }
    }

    @Test
    void aRunIsNeverStartedOverAnother() {
        try (RunDirectory first = RunDirectory.create(folder)) {
            first.write("config.yaml", "seed: 1\n");
        }
        assertThatThrownBy(() -> RunDirectory.create(folder))
                .isInstanceOf(SrpoException.class)
                .hasMessageContaining("--resume");
    }

    @Test
    void thereIsNothingToGoOnWithInAnEmptyFolder() {
        assertThatThrownBy(() -> RunDirectory.open(folder)).hasMessageContaining("no run in");
    }
}
