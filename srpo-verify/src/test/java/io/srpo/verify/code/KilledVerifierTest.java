package io.srpo.verify.code;

import static org.assertj.core.api.Assertions.assertThat;

import io.srpo.core.task.Language;
import io.srpo.core.task.Tests;
import io.srpo.verify.sandbox.Limits;
import io.srpo.verify.sandbox.Sandbox;
import io.srpo.verify.sandbox.SandboxOptions;
import io.srpo.verify.sandbox.Wall;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;

/** A verifier that is killed in the midst of its work leaves no process behind, whatever its candidates do. */
class KilledVerifierTest {
    /** The verifier that will be killed: says when its candidates run. */
    public static final class Verifier {
        public static void main(String[] args) throws IOException {
            CodeJudge judge =
                    new CodeJudge(Sandbox.open(SandboxOptions.fromSystem().withParallel(3)), Limits.STANDARD);
            for (String candidate : List.of(
                    "import os, signal\nfor n in range(1, 64):\n    try: signal.signal(n, signal.SIG_IGN)\n    except (OSError, ValueError): pass\n"
                            + "for _ in range(3):\n    os.fork()\nos.setsid()\nwhile True: pass",
                    "import time\ntime.sleep(1000)",
                    "import ctypes\ndef f():\n    ctypes.CDLL(None).pause()\nf()")) {
                Thread running = new Thread(
                        () -> judge.judge(Language.PYTHON, candidate, new Tests.Asserts("", List.of("assert f()"))));
                running.start();
            }
            System.in.read();
        }
    }

    @Test
    void killedItLeavesNothing() throws IOException, InterruptedException {
        try (Sandbox here = Sandbox.open(SandboxOptions.fromSystem())) {
            Assumptions.assumeTrue(
                    here.standing().map(report -> report.wall() != Wall.GRAALPY).orElse(false),
                    "needs a wall of processes; runs where bubblewrap or namespaces stand");
        }
        Process verifier = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        Verifier.class.getName())
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        List<ProcessHandle> all = List.of();
        for (int n = 0; n < 600 && all.size() < 12; n++) {
            Thread.sleep(100);
            all = verifier.descendants().collect(Collectors.toList());
        }
        assertThat(all).as("the verifier's candidates run").hasSizeGreaterThanOrEqualTo(12);
        verifier.destroyForcibly().waitFor();
        for (int n = 0; n < 200 && all.stream().anyMatch(ProcessHandle::isAlive); n++) {
            TimeUnit.MILLISECONDS.sleep(50);
        }
        assertThat(all).noneMatch(ProcessHandle::isAlive);
        assertThat(Files.readAllLines(Path.of("/proc/mounts"))).noneMatch(line -> line.startsWith("srpo "));
    }
}
