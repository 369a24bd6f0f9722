package io.srpo.verify.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Each part of the wall is taken away in turn, here and nowhere else, and the trial program that finds walls sound notices. */
class WallsTakenAwayTest {
    private static final String FILTER = "    filter_calls()\n    os.chdir('/tmp')";
    /** The trial program cannot even run, and the wall does not stand. */
    private static final String FAILS = "does not stand";

    private static PythonRuntime python;

    /**
     * A wall with a hole.
     *
     * @param cut a piece of the warden's program, or empty
     * @param put what stands in its place
     * @param option an argument of unshare that is left out, or empty
     * @param noticed an attempt that must now succeed, or empty when all must fail
     */
    record Hole(String name, String cut, String put, String option, Map<String, String> environment, String noticed) {
        @Override
        public String toString() {
            return name;
        }
    }

    @BeforeAll
    static void needsTheTools() {
        Optional<PythonRuntime> found = PythonRuntime.find(System.getProperty("srpo.sandbox.python"));
        Assumptions.assumeTrue(found.isPresent() && Files.isExecutable(Path.of("/usr/bin/unshare")));
        python = found.get();
    }

    static List<Hole> holes() {
        Map<String, String> none = Map.of();
        String open = "    os.chdir('/tmp')";
        return List.of(
                new Hole("nothing", "", "", "", none, ""),
                new Hole("the filter of system calls", FILTER, open, "", none, "calls the kernel unfiltered"),
                new Hole("one call of the filter", "'unshare': (272, 97), ", "", "", none, "makes a namespace"),
                new Hole("the file system", "        build_root(wall)\n", "        pass\n", "", none, FAILS),
                new Hole(
                        "the dropped privileges",
                        "    drop_privileges(wall['uid'])\n",
                        "",
                        "",
                        none,
                        "has a capability"),
                new Hole(
                        "the network's namespace and the filter",
                        FILTER,
                        open,
                        "--net",
                        none,
                        "opens a network socket"));
    }

    @ParameterizedTest
    @MethodSource("holes")
    void isNoticed(Hole hole) {
        String whole = Harness.warden();
        String program = hole.cut.isEmpty() ? whole : whole.replace(hole.cut, hole.put);
        assertThat(hole.cut.isEmpty() || !program.equals(whole)).isTrue();
        boolean root = "root".equals(System.getProperty("user.name"));
        WallCommand command =
                new WallCommand(Wall.NAMESPACES, python, "/usr/bin/unshare", Optional.empty(), root, program);
        WallReport report = SandboxProbe.probe(Wall.NAMESPACES, () -> raise(command, hole), "");
        Assumptions.assumeTrue(!hole.noticed.isEmpty() || report.works(), "no namespaces here: " + report.detail());
        assertThat(report.works()).as(report.toString()).isEqualTo(hole.noticed.isEmpty());
        if (!hole.noticed.isEmpty() && !hole.noticed.equals(FAILS)) {
            assertThat(report.tried()).contains(hole.noticed + ": broken");
        }
    }

    private static SandboxProcess raise(WallCommand command, Hole hole) throws IOException {
        List<String> words = new ArrayList<>(command.next());
        words.remove(hole.option);
        return SandboxProcess.start(words, hole.environment);
    }
}
