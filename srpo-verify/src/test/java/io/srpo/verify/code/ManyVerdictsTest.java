package io.srpo.verify.code;

import static org.assertj.core.api.Assertions.assertThat;

import io.srpo.core.task.Language;
import io.srpo.core.task.Tests;
import io.srpo.verify.sandbox.Limits;
import io.srpo.verify.sandbox.Sandbox;
import io.srpo.verify.sandbox.SandboxOptions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Speed of short programs, and many verdicts in one go: {@code -Dsrpo.verdicts=10000}. Says what it saw on the log. */
@Tag("slow")
class ManyVerdictsTest {
    private static final Logger LOG = LoggerFactory.getLogger(ManyVerdictsTest.class);
    private static final int PARALLEL = 2;
    private static final int MANY = Integer.getInteger("srpo.verdicts", 10_000);
    private static final Tests MAIN = new Tests.Program(
            "class Main { public static void main(String[] a) { if (Two.twice(21) != 42) throw new RuntimeException(); } }");

    private static CodeJudge judge(Duration wall) {
        return new CodeJudge(
                Sandbox.open(SandboxOptions.fromSystem().withParallel(PARALLEL)), Limits.STANDARD.withWall(wall));
    }

    private static CodeResult python(CodeJudge judge, int n) {
        return judge.judge(
                Language.PYTHON,
                "def f(x):\n    return sorted(x)[-1] + " + n,
                new Tests.Asserts("", List.of("assert f([1, 3, 2]) == " + (n + 3), "assert f([0]) == " + n)));
    }

    private static CodeResult java(CodeJudge judge, int n) {
        return judge.judge(
                Language.JAVA, "class Two { static int twice(int x) { return x + x + 0 * " + n + "; } }", MAIN);
    }

    private interface One {
        CodeResult judge(int n);
    }

    /** How often each status came. */
    private static Map<Status, Long> go(int count, One one) throws InterruptedException {
        AtomicInteger next = new AtomicInteger();
        Map<Status, AtomicInteger> seen = new java.util.concurrent.ConcurrentHashMap<>();
        List<Thread> threads = IntStream.range(0, PARALLEL)
                .mapToObj(t -> new Thread(() -> {
                    for (int n = next.getAndIncrement(); n < count; n = next.getAndIncrement()) {
                        seen.computeIfAbsent(one.judge(n).status(), key -> new AtomicInteger())
                                .incrementAndGet();
                    }
                }))
                .toList();
        threads.forEach(Thread::start);
        for (Thread thread : threads) {
            thread.join();
        }
        return seen.entrySet().stream().collect(Collectors.toMap(Map.Entry::getKey, entry ->
                (long) entry.getValue().get()));
    }

    private static void speed(String what, int count, One one) throws InterruptedException {
        go(count / 4, one);
        long started = System.nanoTime();
        assertThat(go(count, one)).isEqualTo(Map.of(Status.PASSED, (long) count));
        LOG.info(
                "{}: {} verdicts a second", what, String.format("%.1f", count / ((System.nanoTime() - started) / 1e9)));
    }

    @Test
    void speedOfPython() throws InterruptedException {
        try (CodeJudge judge = judge(Duration.ofSeconds(10))) {
            speed("python", 400, n -> python(judge, n));
        }
    }

    @Test
    void speedOfJava() throws InterruptedException {
        try (CodeJudge judge = judge(Duration.ofSeconds(10))) {
            speed("java", 120, n -> java(judge, n));
        }
    }

    /** An interpreter that raises walls, and for each candidate at once a sandbox (two processes) and a compiler (three) in waiting. */
    private static final long POOL = 1 + PARALLEL * (2L + 3);

    @Test
    void memoryAndProcessesAreWhatTheyWere() throws InterruptedException, IOException {
        try (CodeJudge judge = judge(Duration.ofSeconds(2))) {
            go(Math.max(100, MANY / 20), n -> mixed(judge, n)); // Java is among the first hundred
            long memory = resident();
            long processes = descendants(POOL);
            long started = System.nanoTime();
            Map<Status, Long> seen = go(MANY, n -> mixed(judge, n));
            double seconds = (System.nanoTime() - started) / 1e9;
            long after = descendants(POOL);
            LOG.info(
                    "{} verdicts {} in {} s: resident {} MiB before, {} MiB after; processes {} before, {} after",
                    MANY,
                    seen,
                    Math.round(seconds),
                    memory >> 20,
                    resident() >> 20,
                    processes,
                    after);
            assertThat(seen).doesNotContainKey(Status.SANDBOX_ERROR);
            assertThat(processes).as("the pool is seen").isPositive();
            assertThat(after).isLessThanOrEqualTo(POOL);
            assertThat(resident()).isLessThan(memory + (200L << 20));
        }
        assertThat(descendants(0)).as("after the judge was closed").isZero();
        assertThat(Files.readAllLines(Path.of("/proc/mounts"))).noneMatch(line -> line.startsWith("srpo "));
    }

    /** Of every hundred: 60 right, 20 wrong, 10 of Java, the rest break a limit or the rules. */
    private static CodeResult mixed(CodeJudge judge, int n) {
        int kind = n % 100;
        if (kind < 60) {
            return python(judge, n);
        }
        if (kind < 70) {
            return java(judge, n);
        }
        String bad =
                switch (kind) {
                    case 90 -> "x = []\nwhile True: x.append(bytearray(1 << 24))";
                    case 91 -> "while True: print('x' * 1000)";
                    case 92 -> "import os\nos._exit(0)";
                    case 93 -> "def f(:";
                    case 94 -> "import os, time\nfor _ in range(8): os.fork()\ntime.sleep(0.1)";
                    case 95 ->
                        "import os\nif os.fork() == 0:\n    os.setsid()\n    while True: pass\ndef f(): return 1";
                    case 96 -> "def f():\n    return f()";
                    case 97 -> "import ctypes\nctypes.string_at(0)";
                    case 98 -> "open('/tmp/x', 'w').write('x' * (8 << 20))\ndef f(): return 1";
                    case 99 -> n % 500 == 99 ? "while True: pass" : "def f(): raise ValueError";
                    default -> "def f(): return 1";
                };
        return judge.judge(Language.PYTHON, bad, new Tests.Asserts("", List.of("assert f() == 2")));
    }

    /** Processes of this one, once there are no more than so many or ten seconds are over: what ends or starts is waited for. */
    private static long descendants(long most) throws InterruptedException {
        long found = Long.MAX_VALUE;
        for (int n = 0; n < 200 && found > most; n++) {
            TimeUnit.MILLISECONDS.sleep(50);
            found = ProcessHandle.current()
                    .descendants()
                    .filter(ProcessHandle::isAlive)
                    .count();
        }
        return found;
    }

    private static long resident() throws IOException {
        System.gc();
        return Long.parseLong(Files.readString(Path.of("/proc/self/statm")).split(" ")[1]) * 4096;
    }
}
