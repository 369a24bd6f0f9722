package io.srpo.verify.code;

import static org.assertj.core.api.Assertions.assertThat;

import io.srpo.core.task.Language;
import io.srpo.core.task.Tests;
import io.srpo.verify.sandbox.Limits;
import io.srpo.verify.sandbox.Sandbox;
import io.srpo.verify.sandbox.SandboxOptions;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** On a machine whose every processor is wanted by four, a candidate is judged by the time that it gets. */
class FairClockTest {
    private static final Duration WALL = Duration.ofMillis(1500);
    private static final List<Process> LOAD = new ArrayList<>();
    private static CodeJudge judge;

    /** Each of the busy processes has a session of its own: the kernel may share processors out by session first, and the candidate has its own too. */
    @BeforeAll
    static void load() throws IOException {
        judge = new CodeJudge(Sandbox.open(SandboxOptions.fromSystem()), Limits.STANDARD.withWall(WALL));
        for (int n = 0; n < 3 * Runtime.getRuntime().availableProcessors(); n++) {
            // Ends by itself should this test be killed.
            LOAD.add(new ProcessBuilder("setsid", "sh", "-c", "ulimit -t 60; while :; do :; done").start());
        }
    }

    @AfterAll
    static void unload() throws InterruptedException {
        for (Process busy : LOAD) {
            busy.destroyForcibly().waitFor();
        }
        judge.close();
    }

    private static CodeResult asserts(String candidate) {
        return judge.judge(Language.PYTHON, candidate, new Tests.Asserts("", List.of("assert f() == 1")));
    }

    @Test
    void timeThatACandidateDidNotGetIsNotCharged() {
        CodeResult result = asserts("import time\ndef f():\n    while time.process_time() < 1.0: pass\n    return 1");
        assertThat(result.status()).as(result.toString()).isEqualTo(Status.PASSED);
        // Otherwise it got all that it asked for, and nothing was shown.
        assertThat(result.millis()).isGreaterThan(WALL.toMillis());
    }

    @Test
    void sleepIsCharged() {
        CodeResult result = asserts("import time\ndef f():\n    time.sleep(1000)\n    return 1");
        assertThat(result.status()).as(result.toString()).isEqualTo(Status.TIMEOUT);
        assertThat(result.reason()).contains("not done after 1.5 s");
    }

    @Test
    void aLoopIsCharged() {
        CodeResult result = asserts("def f():\n    while True: pass");
        assertThat(result.status()).as(result.toString()).isEqualTo(Status.TIMEOUT);
    }

    @Test
    void manyThatWaitForEachOtherGainNothing() {
        CodeResult result = asserts("import os\ndef f():\n    for _ in range(4): os.fork()\n    while True: pass");
        assertThat(result.status()).as(result.toString()).isEqualTo(Status.TIMEOUT);
    }
}
