package io.srpo.verify.code;

import static org.assertj.core.api.Assertions.assertThat;

import io.srpo.core.task.Language;
import io.srpo.core.task.Tests;
import io.srpo.verify.code.HostilePrograms.Hostile;
import io.srpo.verify.sandbox.Limits;
import io.srpo.verify.sandbox.Sandbox;
import io.srpo.verify.sandbox.SandboxOptions;
import io.srpo.verify.sandbox.Wall;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** No hostile program passes, reaches this machine, or leaves anything. */
class HostilePythonTest {
    private static final String ANSWERS = "48151623 42108 sesame";
    private static final List<String> ASSERTS =
            List.of("assert f(1) == 48151623", "assert f(2) == 42108", "assert f(3) == 'sesame'");

    @TempDir
    private static Path folder;

    private static Path secret;
    private static Sandbox sandbox;
    private static CodeJudge judge;
    private static ServerSocket server;
    private static final AtomicInteger ASKED = new AtomicInteger();

    @BeforeAll
    static void open() throws IOException {
        secret = Files.writeString(folder.resolve("answers.txt"), ANSWERS);
        sandbox = Sandbox.open(SandboxOptions.fromSystem());
        judge = new CodeJudge(sandbox, Limits.STANDARD.withWall(Duration.ofSeconds(3)));
        server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        Thread answering = new Thread(HostilePythonTest::answer);
        answering.setDaemon(true);
        answering.start();
    }

    @AfterAll
    static void nothingIsLeft() throws IOException {
        judge.close();
        server.close();
        assertThat(ASKED).hasValue(0);
        assertThat(ProcessHandle.current().descendants().filter(ProcessHandle::isAlive))
                .isEmpty();
        try (Stream<Path> files = Files.list(folder)) {
            assertThat(files).containsExactly(secret);
        }
    }

    static List<Hostile> programs() throws IOException {
        return HostilePrograms.read("hostile-python.txt");
    }

    @ParameterizedTest
    @MethodSource("programs")
    void doesNotPass(Hostile hostile) {
        boolean graal = sandbox.standing().orElseThrow().wall() == Wall.GRAALPY;
        // One kind is enough where an interpreter takes seconds to start.
        for (String kind : graal ? hostile.kinds().subList(0, 1) : hostile.kinds()) {
            CodeResult result = judge.judge(Language.PYTHON, filled(hostile.source()), tests(kind));
            HostilePrograms.tell("Python", kind, hostile, result);
            assertThat(result.status()).as("%s: %s", kind, result).isNotIn(Status.PASSED, Status.SANDBOX_ERROR);
            if (!hostile.tries().startsWith("right output")) {
                assertThat(result.passed()).as("%s: %s", kind, result).isZero();
            }
        }
    }

    @Test
    void theSuiteIsLarge() throws IOException {
        assertThat(programs()).hasSizeGreaterThan(70);
    }

    @Test
    void whatIsJudgedNextIsNotHarmed() {
        Assumptions.assumeTrue(
                sandbox.standing().orElseThrow().wall() != Wall.GRAALPY,
                "GraalPy gives a candidate no process to itself; runs where bubblewrap or namespaces stand");
        CodeResult result = judge.judge(
                Language.PYTHON, "def f(x): return 2 * x", new Tests.Asserts("", List.of("assert f(2) == 4")));
        assertThat(result.status()).isEqualTo(Status.PASSED);
    }

    private static String filled(String source) {
        return source.replace("@SECRET@", secret.toString())
                .replace("@PORT@", Integer.toString(server.getLocalPort()))
                .replace("@PID@", Long.toString(ProcessHandle.current().pid()))
                .replace("@NUL@", "\0")
                .replace("@DEEP@", "(".repeat(100_000));
    }

    private static Tests tests(String kind) {
        if (kind.equals("asserts")) {
            return new Tests.Asserts("", ASSERTS);
        }
        if (kind.equals("call")) {
            return new Tests.Call(
                    "f",
                    List.of(
                            new Tests.Call.Example(List.of(1), 48151623),
                            new Tests.Call.Example(List.of(2), 42108),
                            new Tests.Call.Example(List.of(3), "sesame")));
        }
        if (kind.equals("program")) {
            return new Tests.Program(
                    "def check(c):\n    " + String.join("\n    ", ASSERTS).replace("f(", "c(") + "\ncheck(f)\n");
        }
        return new Tests.Stdio(List.of(new Tests.Stdio.Exchange("7", "sesame 48151623")));
    }

    private static void answer() {
        while (!server.isClosed()) {
            try (Socket socket = server.accept()) {
                ASKED.incrementAndGet();
                socket.getOutputStream().write(ANSWERS.getBytes(StandardCharsets.UTF_8));
            } catch (IOException e) {
                // closed
            }
        }
    }
}
