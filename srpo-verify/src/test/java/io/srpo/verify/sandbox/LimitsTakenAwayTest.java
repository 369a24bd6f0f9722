package io.srpo.verify.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Timer;
import java.util.TimerTask;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Each limit is taken away in turn, here and nowhere else, and a program that it held then gets through; with the limit in its place the
 * same program is stopped. What is used without the limit is little, and the wall around is whole.
 */
class LimitsTakenAwayTest {
    private static final Logger LOG = LoggerFactory.getLogger(LimitsTakenAwayTest.class);
    private static final boolean ROOT = "root".equals(System.getProperty("user.name"));
    private static final String THROUGH = "got through";
    private static final Limits TIGHT = new Limits(Duration.ofSeconds(2), 128L << 20, 10_000, 8, 1 << 20, 40);
    private static final String OUTPUT = """
                            if len(self.output) + len(data) > self.limits['output']:
                                self.end('output_limit', 'more than %d bytes of output' % self.limits['output'])
                            self.output += data[:self.limits['output'] - len(self.output)]
            """;

    private static PythonRuntime python;

    /**
     * @param source prints {@link #THROUGH} when nothing stopped it
     * @param cut the piece of the warden's program that sets the limit; empty for the wall time, which is kept from outside
     * @param stopped what is said when it is stopped
     */
    record Held(String limit, String attack, String source, String cut, String put, String stopped) {
        @Override
        public String toString() {
            return limit;
        }
    }

    @BeforeAll
    static void needsTheTools() {
        Optional<PythonRuntime> found = PythonRuntime.find(System.getProperty("srpo.sandbox.python"));
        Assumptions.assumeTrue(
                found.isPresent() && Files.isExecutable(Path.of("/usr/bin/unshare")),
                "needs a CPython and util-linux's unshare, whose wall it takes apart; runs where both are");
        python = found.get();
    }

    static List<Held> limits() {
        String end = "\nprint('got through', flush=True)\n";
        String forks =
                "import os, time\nfor n in range(%d):\n    if os.fork() == 0:\n        %s\n        os._exit(0)\n%s";
        return List.of(
                new Held("wall time", "sleeps", "import time\ntime.sleep(4)" + end, "", "", "too long"),
                new Held(
                        "processor time",
                        "computes",
                        "import time\nwhile time.process_time() < 4.5: pass" + end,
                        "resource.setrlimit(resource.RLIMIT_CPU, (limits['cpu'], limits['cpu'] + 1))",
                        "pass",
                        "processor time"),
                new Held(
                        "memory of one process",
                        "takes 150 MB",
                        "x = bytes(150 << 20)" + end,
                        "resource.setrlimit(resource.RLIMIT_AS, (limits['memory'] + base,) * 2)",
                        "pass",
                        "out of memory"),
                new Held(
                        "memory of all processes",
                        "takes 150 MB in three processes",
                        forks.formatted(
                                        3,
                                        "x = bytearray(b'x') * (50 << 20); time.sleep(1)",
                                        "for n in range(3): os.wait()")
                                + end,
                        "if used > self.limits['memory']:",
                        "if False:",
                        "memory in use"),
                new Held(
                        "output",
                        "prints 20 kB",
                        "print('x' * 20000)" + end,
                        OUTPUT,
                        "                self.output += data\n",
                        "bytes of output"),
                new Held(
                        "processes",
                        "starts 9 processes",
                        forks.formatted(9, "time.sleep(1)", "for n in range(9): os.wait()") + end,
                        "(resource.RLIMIT_NPROC, limits['processes']), ",
                        "",
                        "unavailable"),
                new Held(
                        "file size",
                        "writes a file of 3 MB",
                        "open('/tmp/x', 'wb').write(bytes(3 << 20))" + end,
                        "(resource.RLIMIT_FSIZE, limits['file']), ",
                        "",
                        "too large"),
                new Held(
                        "open files",
                        "opens 100 files",
                        "x = [open('/dev/null') for n in range(100)]" + end,
                        "(resource.RLIMIT_NOFILE, limits['files'])",
                        "",
                        "Too many open files"));
    }

    @ParameterizedTest
    @MethodSource("limits")
    void isMissed(Held held) throws IOException {
        String whole = Harness.warden();
        String with = run(held, whole, true);
        assertThat(with).doesNotContain(THROUGH).contains(held.stopped);
        String program = held.cut.isEmpty() ? whole : whole.replace(held.cut, held.put);
        assertThat(held.cut.isEmpty() || !program.equals(whole)).as(held.cut).isTrue();
        String without = run(held, program, !held.cut.isEmpty());
        LOG.info("| {} | {} | {} | {} |", held.limit, held.attack, with, without.contains(THROUGH) ? THROUGH : without);
        assertThat(without).contains(THROUGH);
    }

    /** @param timed whether the wall time is kept; where another limit is tried it is long enough */
    private static String run(Held held, String program, boolean timed) throws IOException {
        WallCommand command =
                new WallCommand(Wall.NAMESPACES, python, "/usr/bin/unshare", Optional.empty(), ROOT, program);
        Timer timer = new Timer(true);
        try (SandboxProcess process = SandboxProcess.start(command.next(), Map.of())) {
            long millis = held.cut.isEmpty() ? TIGHT.wall().toMillis() : 30_000;
            if (timed) {
                timer.schedule(
                        new TimerTask() {
                            @Override
                            public void run() {
                                process.kill("too long");
                            }
                        },
                        millis);
            }
            process.send(Job.load("stdio", held.source, TIGHT));
            process.send(Map.of("input", ""));
            JsonNode answer = process.receive();
            String output =
                    new String(Base64.getDecoder().decode(answer.path("output").asText()), StandardCharsets.UTF_8);
            String printed = output.contains(THROUGH) ? THROUGH + " " : "";
            return printed
                    + (answer.path("wrong").isNull()
                            ? "nothing wrong"
                            : answer.path("wrong").path(1).asText());
        } catch (IOException e) {
            return "ended from outside: too long";
        } finally {
            timer.cancel();
        }
    }
}
