package io.srpo.verify.code;

import static org.assertj.core.api.Assertions.assertThat;

import io.srpo.core.task.Language;
import io.srpo.core.task.Tests;
import io.srpo.verify.sandbox.Limits;
import io.srpo.verify.sandbox.Sandbox;
import io.srpo.verify.sandbox.SandboxOptions;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** One child JVM serves many candidates and none of them meets another; one that cannot be ended ends with its JVM. */
class GraalReuseTest {
    private CodeJudge judge;

    @BeforeEach
    void open() {
        Sandbox sandbox = Sandbox.open(new SandboxOptions("graalpy", 1, null));
        assertThat(sandbox.whyNot()).isEmpty();
        judge = new CodeJudge(sandbox, Limits.STANDARD.withWall(Duration.ofSeconds(3)));
    }

    @AfterEach
    void close() {
        judge.close();
        assertThat(children()).isEmpty();
    }

    private static Set<Long> children() {
        return ProcessHandle.current()
                .descendants()
                .filter(ProcessHandle::isAlive)
                .map(ProcessHandle::pid)
                .collect(Collectors.toSet());
    }

    private CodeResult asserts(String candidate, String test) {
        return judge.judge(Language.PYTHON, candidate, new Tests.Asserts("", List.of(test)));
    }

    private void isServed() {
        assertThat(asserts("def f(x): return x + 1", "assert f(1) == 2").status())
                .isEqualTo(Status.PASSED);
    }

    @Test
    void nothingOfACandidateReachesTheNextInTheSameJvm() {
        isServed();
        Set<Long> before = children();
        String dirty = """
                import builtins, sys, math, json, collections, types
                seen = [hasattr(builtins, 'mine'), 'mine' in sys.modules, math.pi < 3, json.dumps(1) != '1', hasattr(collections, 'mine'),
                        sys.getrecursionlimit() == 123, 'mine' in sys.path, len([m for m in sys.modules if m.startswith('leak')]) > 0]
                builtins.mine = 1
                sys.modules['mine'] = sys.modules['leaky'] = types.ModuleType('mine')
                math.pi = 1
                json.dumps = lambda *a, **k: 'x'
                collections.mine = 1
                sys.path.append('mine')
                builtins.len = lambda x: 7
                builtins.all = builtins.any = lambda x: True
                """;
        for (int n = 0; n < 3; n++) {
            CodeResult result = judge.judge(
                    Language.PYTHON,
                    dirty + "print(sum(1 for s in seen if s))",
                    new Tests.Stdio(List.of(new Tests.Stdio.Exchange("", "0"), new Tests.Stdio.Exchange("", "0"))));
            assertThat(result.status()).as(result.toString()).isEqualTo(Status.PASSED);
            CodeResult tested = asserts("seen = 0\ndef f(): return len([1, 2])", "assert f() == 2");
            assertThat(tested.status()).as(tested.toString()).isEqualTo(Status.PASSED);
        }
        assertThat(children()).isEqualTo(before);
    }

    @Test
    void memoryOfACandidateIsFreeForTheNext() {
        String hungry = "import builtins\nbuiltins.keep = bytearray(200 << 20)\ndef f(): return len(builtins.keep)";
        for (int n = 0; n < 4; n++) {
            CodeResult result = asserts(hungry, "assert f() == 200 << 20");
            assertThat(result.status()).as(result.toString()).isEqualTo(Status.PASSED);
        }
    }

    @Test
    void aCandidateThatFillsTheHeapIsToldSoAndTheNextIsServed() {
        CodeResult result = asserts("def f():\n    x = []\n    while True: x.append(bytearray(1 << 20))", "assert f()");
        assertThat(result.status()).as(result.toString()).isEqualTo(Status.MEMORY);
        isServed();
    }

    @Test
    void theMemoryLimitIsTheCandidatesOwn() {
        CodeJudge small = new CodeJudge(judge.sandbox(), Limits.STANDARD.withMemory(100L << 20));
        CodeResult result = small.judge(
                Language.PYTHON,
                "import time\ndef f():\n    x = bytearray(200 << 20)\n    time.sleep(60)",
                new Tests.Asserts("", List.of("assert f()")));
        assertThat(result.status()).as(result.toString()).isEqualTo(Status.MEMORY);
        isServed();
    }

    @Test
    void aCandidateThatCannotBeCancelledEndsWithItsJvm() {
        for (String endless : List.of("3 ** 10 ** 8", "[None for _ in iter(int, 1)]")) {
            CodeResult result = asserts("def f(): return " + endless, "assert f() == 0");
            assertThat(result.status()).as("%s: %s", endless, result).isEqualTo(Status.TIMEOUT);
            isServed();
        }
    }

    @Test
    void noThreadsNoProcessesNoFilesNoHost() {
        for (String attempt : List.of(
                "import threading; t = threading.Thread(target=print); t.start(); t.join()",
                "import os; os.fork()",
                "import subprocess; subprocess.run(['/bin/true'])",
                "open('/etc/passwd').read()",
                "open('/tmp/x', 'w').write('x')",
                "import socket; socket.create_server(('127.0.0.1', 0))",
                "import java; java.type('java.lang.Runtime')",
                "import polyglot; polyglot.eval(language='python', string='1')",
                "import ctypes; ctypes.CDLL(None)")) {
            CodeResult result = asserts("def f():\n    " + attempt + "\n    return 'done'", "assert f() == 'done'");
            assertThat(result.status()).as("%s: %s", attempt, result).isIn(Status.FAILED, Status.RUNTIME_ERROR);
        }
        isServed();
    }
}
