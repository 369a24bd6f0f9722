package io.srpo.cli.resume;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.AnnotatedElementContext;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.io.TempDirFactory;

/** A real run whose sandbox is killed, or taken away for good, while it judges programs. Its interpreter is a copy of this test's own. */
class SandboxGoneTest {
    @TempDir
    Path folder;

    /** Not below /tmp, of which a sandbox has its own. */
    @TempDir(factory = OutsideTmp.class)
    Path environment;

    private Path python;
    private Path config;

    static final class OutsideTmp implements TempDirFactory {
        @Override
        public Path createTempDirectory(AnnotatedElementContext element, ExtensionContext context) throws IOException {
            return Files.createTempDirectory(Path.of("/var/tmp"), "srpo-python-");
        }
    }

    @BeforeEach
    void copyThePython() throws IOException, InterruptedException {
        int made = new ProcessBuilder(
                        "python3", "-m", "venv", "--clear", "--copies", "--without-pip", environment.toString())
                .inheritIO()
                .start()
                .waitFor();
        assertThat(made).isZero();
        python = environment.resolve("bin/python3").toRealPath();
        config = TinyRun.code(folder);
    }

    @Test
    void killedSandboxesAreReplacedAndTheRunEndsAsOneLeftAlone() throws IOException, SQLException {
        try (ChildRun alone = train("alone")) {
            assertThat(alone.end()).as(alone.lines().toString()).isZero();
        }
        try (ChildRun child = train("run")) {
            awaitStep(child, 2);
            assertThat(killTheSandboxes()).as("processes killed").isPositive();
            assertThat(child.end()).as(child.lines().toString()).isZero();
            assertThat(child.lines()).noneMatch(line -> line.contains("could not be judged"));
        }
        assertThat(RunContent.of(folder.resolve("run"))).isEqualTo(RunContent.of(folder.resolve("alone")));
    }

    @Test
    void aSandboxThatIsGoneStopsTheRunWithASentenceAndAResumeGoesOn() throws IOException {
        Path aside = folder.resolve("aside");
        try (ChildRun child = train("run")) {
            awaitStep(child, 2);
            Files.move(python, aside);
            killTheSandboxes();
            assertThat(child.end()).as(child.lines().toString()).isEqualTo(1);
            assertThat(child.lines())
                    .as("what the user reads")
                    .anyMatch(line -> line.contains("no answer to the code tasks at hand could be judged")
                            && line.contains("./srpo doctor")
                            && line.contains("--resume"));
        }
        Files.move(aside, python, StandardCopyOption.ATOMIC_MOVE);
        try (ChildRun child = train("run", "--resume")) {
            assertThat(child.end()).as(child.lines().toString()).isZero();
            assertThat(child.lines())
                    .as("the steps reported as saved are not done again: %s", child.lines())
                    .noneMatch(line -> line.startsWith("step 1 ") || line.startsWith("step 2 "))
                    .anyMatch(line -> line.startsWith("done: 12 steps"));
        }
    }

    private static void awaitStep(ChildRun child, int step) {
        assertThat(child.tells(line -> line.startsWith("step " + step + " ")))
                .as(child.lines().toString())
                .isTrue();
    }

    private long killTheSandboxes() {
        List<ProcessHandle> sandboxes = ProcessHandle.allProcesses()
                .filter(process -> process.info().command().orElse("").startsWith(environment.toString()))
                .toList();
        sandboxes.forEach(ProcessHandle::destroyForcibly);
        return sandboxes.size();
    }

    private ChildRun train(String run, String... more) {
        List<String> program = new ArrayList<>(ChildRun.command(ChildRun.folder(folder, "tmp")));
        program.add(1, "-Dsrpo.sandbox.python=" + python);
        List<String> arguments = new ArrayList<>(
                List.of("train", config.toString(), "--run", folder.resolve(run).toString()));
        arguments.addAll(Arrays.asList(more));
        return ChildRun.start(program, arguments.toArray(String[]::new));
    }
}
