package io.srpo.verify.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Each part of the wall is taken away in turn, here and nowhere else, and the trial program that finds walls sound notices. */
class WallsTakenAwayTest {
    private static final Logger LOG = LoggerFactory.getLogger(WallsTakenAwayTest.class);
    private static final boolean ROOT = "root".equals(System.getProperty("user.name"));

    private static PythonRuntime python;

    @BeforeAll
    static void needsTheTools() {
        Optional<PythonRuntime> found = PythonRuntime.find(System.getProperty("srpo.sandbox.python"));
        Assumptions.assumeTrue(
                found.isPresent() && Files.isExecutable(Path.of("/usr/bin/unshare")),
                "needs a CPython and util-linux's unshare, whose wall it takes apart; runs where both are");
        python = found.get();
    }

    static List<Hole> holes() {
        return Hole.all(ROOT);
    }

    @ParameterizedTest
    @MethodSource("holes")
    void isNoticed(Hole hole) {
        WallCommand command =
                new WallCommand(Wall.NAMESPACES, python, "/usr/bin/unshare", Optional.empty(), ROOT, hole.program());
        WallReport report = SandboxProbe.probe(Wall.NAMESPACES, () -> raise(command, hole), "sound");
        Assumptions.assumeTrue(
                !hole.noticed().isEmpty() || !report.tried().isEmpty(), "no namespaces here: " + report.detail());
        LOG.info("| {} | {} |", hole, report.detail());
        assertThat(report.works())
                .as(report.toString())
                .isEqualTo(hole.noticed().isEmpty());
        if (!hole.noticed().equals(List.of(Hole.FAILS))) {
            assertThat(report.tried())
                    .filteredOn(attempt -> !attempt.held())
                    .extracting(WallReport.Attempt::tried)
                    .containsAll(hole.noticed());
        }
    }

    private static SandboxProcess raise(WallCommand command, Hole hole) throws IOException {
        List<String> words = new ArrayList<>(command.next());
        words.removeAll(hole.options());
        return SandboxProcess.start(words, hole.environment());
    }
}
