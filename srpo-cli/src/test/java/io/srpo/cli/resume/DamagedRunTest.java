package io.srpo.cli.resume;

import static org.assertj.core.api.Assertions.assertThat;

import io.srpo.cli.Invocation;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A run of which something has been damaged, changed or taken between its stop and its resume: what a person reads, and that nothing is lost that could be kept. */
class DamagedRunTest {
    @TempDir
    static Path common;

    @TempDir
    Path folder;

    private Path config = Path.of("");
    private Path run = Path.of("");

    /** A run that its budget has stopped after 3 steps, with checkpoints of steps 2 and 3; each test has a copy of it. */
    @BeforeAll
    static void stoppedRun() throws IOException {
        Path problems = TinyRun.math(common);
        Invocation stopped = Invocation.of(
                "train", problems.toString(), "--run", common.resolve("run").toString(), "--set", "budget.rollouts=90");
        assertThat(stopped.status()).as(stopped.err()).isZero();
        assertThat(stopped.out()).contains("budget: 90 rollouts of 90 are drawn", "--resume");
    }

    @BeforeEach
    void copy() throws IOException {
        run = folder.resolve("run");
        config = common.resolve("math.yaml");
        TinyRun.math(common);
        copyTo(run);
        assertThat(checkpoints()).containsExactly("step-000002", "step-000003");
    }

    private static void copyTo(Path run) throws IOException {
        Path from = common.resolve("run");
        try (Stream<Path> all = Files.walk(from)) {
            for (Path path : all.toList()) {
                Files.copy(path, run.resolve(from.relativize(path)));
            }
        }
    }

    @Test
    void aFlippedByteInACheckpointCostsTheStepsSinceTheOneBefore() throws IOException, SQLException {
        assertThat(resumeTo(150).status()).isZero();
        RunContent whole = content();
        run = folder.resolve("damaged");
        copyTo(run);

        flip(run.resolve("checkpoints/step-000003/model.safetensors"), 50_000);
        Invocation resumed = resumeTo(150);
        assertThat(resumed.status()).as(resumed.err()).isZero();
        assertThat(checkpoints()).contains("step-000003.damaged", "step-000005");
        assertThat(content()).isEqualTo(whole);
    }

    @Test
    void whenEveryCheckpointIsDamagedNothingIsThrownAway() throws IOException {
        flip(run.resolve("checkpoints/step-000003/optimizer.bin"), 10_000);
        flip(run.resolve("checkpoints/step-000002/trainer.json"), 20);
        byte[] ledger = Files.readAllBytes(run.resolve("ledger.duckdb"));
        Invocation resumed = resumeTo(150);
        assertThat(resumed.status()).isEqualTo(1);
        assertThat(BadInputTest.sentence(resumed))
                .contains("every checkpoint", "step-000003", "optimizer.bin", "trainer.json", "copy")
                .containsOnlyOnce("step-000003");
        assertThat(run.resolve("ledger.duckdb")).hasBinaryContent(ledger);
    }

    @Test
    void aFlippedByteInTheLedgerIsNoticedBeforeTheRunGoesOn() throws IOException {
        Path ledger = run.resolve("ledger.duckdb");
        byte[] whole = Files.readAllBytes(ledger);
        int noticed = 0;
        for (int place = 1; place < 5; place++) {
            Files.write(ledger, whole);
            flip(ledger, (long) whole.length * place / 5);
            Invocation resumed = resumeTo(90);
            if (resumed.status() != 0) {
                noticed++;
                assertThat(resumed.status()).isEqualTo(1);
                assertThat(BadInputTest.sentence(resumed)).contains("ledger.duckdb", "damaged", "copy");
            }
        }
        // Blocks that hold nothing may be hit unnoticed, and harmlessly.
        assertThat(noticed).isGreaterThan(1);
        Files.write(ledger, whole);
        assertThat(resumeTo(120).status()).isZero();
    }

    @Test
    void changedKeysAreNamedAndThoseThatARunKeepsAreRefused() {
        Invocation refused = resumeTo(150, "--set", "seed=8");
        assertThat(refused.status()).isEqualTo(2);
        assertThat(BadInputTest.sentence(refused)).contains("seed", "--run");
        Invocation free = resumeTo(100, "--set", "checkpoint.keep=3");
        assertThat(free.status()).as(free.err()).isZero();
    }

    @Test
    void aConfigurationEditedSinceDoesNotCountAndItsKeysAreNamed() throws IOException {
        Files.writeString(config, Files.readString(config).replace("lr: 2.0e-4", "lr: 1.0e-4"));
        Invocation resumed = resumeTo(100);
        assertThat(resumed.status()).as(resumed.err()).isZero();
        assertThat(resumed.err()).contains("optimizer.lr", "do not count", "--set");
        assertThat(resumed.err()).as("what is set now does count").doesNotContain("budget.rollouts");
    }

    @Test
    void problemsChangedSinceAreRefused() throws IOException {
        Path file = common.resolve("math.jsonl");
        String problems = Files.readString(file);
        Files.writeString(file, problems.substring(problems.indexOf('\n') + 1));
        Invocation refused = resumeTo(150);
        assertThat(refused.status()).isEqualTo(2);
        assertThat(BadInputTest.sentence(refused)).contains("math.jsonl", "begun with");
        Files.writeString(file, problems);
        assertThat(resumeTo(120).status()).isZero();
    }

    @Test
    void aRunThatAnotherProcessHoldsIsLeftAlone() throws IOException {
        Path temporary = ChildRun.folder(folder, "tmp");
        try (ChildRun child = ChildRun.start(
                temporary,
                "train",
                config.toString(),
                "--run",
                run.toString(),
                "--resume",
                "--set",
                "budget.rollouts=null")) {
            assertThat(child.tells(line -> line.startsWith("step 4")))
                    .as(child.lines().toString())
                    .isTrue();
            Invocation refused = resumeTo(150);
            assertThat(refused.status()).isEqualTo(2);
            assertThat(BadInputTest.sentence(refused)).contains("in use by another process");
            child.kill();
        }
    }

    private RunContent content() throws IOException, SQLException {
        return RunContent.of(run, "checkpoints/step-000005");
    }

    private Invocation resumeTo(int rollouts, String... more) {
        List<String> all = new ArrayList<>(List.of("--resume", "--set", "budget.rollouts=" + rollouts));
        all.addAll(Arrays.asList(more));
        return train(all.toArray(String[]::new));
    }

    private Invocation train(String... more) {
        List<String> all = new ArrayList<>(List.of("train", config.toString(), "--run", run.toString()));
        all.addAll(Arrays.asList(more));
        return Invocation.of(all.toArray(String[]::new));
    }

    private List<String> checkpoints() throws IOException {
        try (Stream<Path> list = Files.list(run.resolve("checkpoints"))) {
            return list.map(path -> String.valueOf(path.getFileName())).sorted().toList();
        }
    }

    private static void flip(Path file, long at) throws IOException {
        try (RandomAccessFile access = new RandomAccessFile(file.toFile(), "rw")) {
            access.seek(at);
            int was = access.read();
            access.seek(at);
            access.write(was ^ 0x10);
        }
    }
}
