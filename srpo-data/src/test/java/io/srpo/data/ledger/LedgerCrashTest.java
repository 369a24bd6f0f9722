package io.srpo.data.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import io.srpo.core.reward.Verdict;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LedgerCrashTest {
    @TempDir
    Path folder;

    /** Another JVM writes steps until it is killed without warning; all steps it said were written are there, each whole. */
    @Test
    void aKilledWriterLosesNothingItHadWritten() throws IOException, InterruptedException {
        Path file = folder.resolve("ledger.duckdb");
        Path temporary = Files.createDirectory(folder.resolve("tmp"));
        Process writer = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Djava.io.tmpdir=" + temporary,
                        "-cp",
                        System.getProperty("java.class.path"),
                        Writer.class.getName(),
                        file.toString())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        long written = 0;
        try (BufferedReader out = writer.inputReader()) {
            while (written < 5) {
                String line = out.readLine();
                assertThat(line).as("the writer ended by itself").isNotNull();
                written = Long.parseLong(line);
            }
            writer.destroyForcibly();
            writer.waitFor();
        } finally {
            writer.destroyForcibly();
        }

        // Nor does it leave the driver's unpacked library behind.
        assertThat(temporary).isEmptyDirectory();
        try (Ledger ledger = Ledger.openToRead(file)) {
            LedgerReader read = ledger.read();
            assertThat(read.lastStep()).isGreaterThanOrEqualTo(written);
            for (long step = 1; step <= read.lastStep(); step++) {
                assertThat(read.rolloutsOfStep(step)).hasSize(3);
            }
        }
    }

    /** Writes steps and says each one's number when it is written. */
    static final class Writer {
        private Writer() {}

        public static void main(String[] args) {
            Ledger ledger = Ledger.open(Path.of(args[0]));
            Verdict right = Verdict.right("equal", "4");
            for (long step = 1; ; step++) {
                ledger.append(
                        new At(step, "s", 1),
                        List.of(LedgerTest.group("a", right, right), LedgerTest.group("b", right)));
                System.out.println(step);
            }
        }
    }
}
