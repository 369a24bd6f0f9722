package io.srpo.verify.code;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.srpo.core.SrpoException;
import io.srpo.core.task.Language;
import io.srpo.core.task.Tests;
import io.srpo.verify.sandbox.Limits;
import io.srpo.verify.sandbox.Sandbox;
import io.srpo.verify.sandbox.SandboxOptions;
import java.time.Duration;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What ARCHITECTURE.md settles for {@code verify code}, on whatever wall this machine has. */
class PythonContractTest {
    private static Sandbox sandbox;
    private static CodeJudge judge;

    @BeforeAll
    static void open() {
        sandbox = Sandbox.open(SandboxOptions.fromSystem());
        assertThat(sandbox.whyNot()).isEmpty();
        judge = new CodeJudge(sandbox, Limits.STANDARD);
    }

    @AfterAll
    static void close() {
        judge.close();
    }

    private static CodeResult asserts(String candidate, String... tests) {
        return judge.judge(Language.PYTHON, candidate, new Tests.Asserts("", List.of(tests)));
    }

    private static CodeResult program(String candidate, String source) {
        return judge.judge(Language.PYTHON, candidate, new Tests.Program(source));
    }

    private static CodeResult stdio(String candidate, String... inOut) {
        List<Tests.Stdio.Exchange> cases = new java.util.ArrayList<>();
        for (int i = 0; i < inOut.length; i += 2) {
            cases.add(new Tests.Stdio.Exchange(inOut[i], inOut[i + 1]));
        }
        return judge.judge(Language.PYTHON, candidate, new Tests.Stdio(cases));
    }

    private static CodeResult call(String candidate, Object expected, Object... args) {
        return judge.judge(
                Language.PYTHON,
                candidate,
                new Tests.Call("f", Collections.singletonList(new Tests.Call.Example(Arrays.asList(args), expected))));
    }

    @Test
    void everyAssertCountsByItself() {
        CodeResult result = asserts(
                "def f(x):\n    if x == 3: raise ValueError('three')\n    return x",
                "assert f(1) == 1",
                "assert f(2) == 3",
                "assert f(3) == 3",
                "assert f(4) == 4");
        assertThat(result.status()).isEqualTo(Status.FAILED);
        assertThat(result.passed()).isEqualTo(2);
        assertThat(result.total()).isEqualTo(4);
        assertThat(result.reason()).contains("assert f(2) == 3 failed");
    }

    @Test
    void allTestsPassedIsPassed() {
        CodeResult result = asserts("def f(x): return x + 1", "assert f(1) == 2", "assert f(-1) == 0");
        assertThat(result).extracting(CodeResult::status, CodeResult::passed).containsExactly(Status.PASSED, 2);
    }

    @Test
    void sourceThatDoesNotParseIsACompileError() {
        for (CodeResult result :
                List.of(asserts("def f(:", "assert True"), stdio("print(", "", ""), program("if", "assert 1"))) {
            assertThat(result.status()).isEqualTo(Status.COMPILE_ERROR);
            assertThat(result.passed()).isZero();
        }
    }

    @Test
    void anExceptionWhileLoadingIsARuntimeError() {
        assertThat(asserts("x = 1 / 0", "assert True").status()).isEqualTo(Status.RUNTIME_ERROR);
        assertThat(program("x = 1 / 0", "pass").reason())
                .contains("ZeroDivisionError")
                .contains("line 1");
    }

    @Test
    void aProgramThatEndsItselfHasNotPassed() {
        for (String end : List.of("import sys; sys.exit(0)", "import os; os._exit(0)", "exit()", "raise SystemExit")) {
            assertThat(asserts("def f(): return 1\n" + end, "assert f() == 1").status())
                    .isEqualTo(Status.RUNTIME_ERROR);
            assertThat(program("def f(): return 1\n" + end, "assert f() == 1").status())
                    .isEqualTo(Status.RUNTIME_ERROR);
            assertThat(program("def f():\n    " + end, "f()").status()).isNotEqualTo(Status.PASSED);
        }
    }

    @Test
    void mainIsTheNameForStdioAndProgramOnly() {
        String candidate = "ran = __name__ == '__main__'\ndef f(): return ran";
        assertThat(asserts(candidate, "assert f() is False").status()).isEqualTo(Status.PASSED);
        assertThat(call(candidate, false).status()).isEqualTo(Status.PASSED);
        assertThat(program(candidate, "assert f()\nassert __name__ == '__main__'")
                        .status())
                .isEqualTo(Status.PASSED);
        assertThat(stdio("if __name__ == '__main__': print('yes')", "", "yes").status())
                .isEqualTo(Status.PASSED);
    }

    @Test
    void whiteSpaceAtLineEndsAndAtTheEndDoesNotCount() {
        assertThat(stdio("print('a  ')\nprint('b')\nprint()\nprint()", "", "a\nb")
                        .status())
                .isEqualTo(Status.PASSED);
        assertThat(stdio("print(' a')", "", "a").status()).isEqualTo(Status.FAILED);
        assertThat(stdio("print()\nprint('a')", "", "a").status()).isEqualTo(Status.FAILED);
        assertThat(stdio("print('a\\n\\nb')", "", "a\nb").status()).isEqualTo(Status.FAILED);
    }

    @Test
    void rightOutputWithAnExitStatusIsARuntimeError() {
        assertThat(stdio("import sys\nprint(input())\nsys.exit(3)", "4\n", "4").status())
                .isEqualTo(Status.RUNTIME_ERROR);
        assertThat(stdio("import sys\nprint(input())\nsys.exit(0)", "4\n", "4").status())
                .isEqualTo(Status.PASSED);
    }

    @Test
    void everyStdioCaseIsARunOfItsOwn() {
        CodeResult result = stdio("""
                try: seen = len(open('/tmp/n').read())
                except OSError: seen = 0
                try: open('/tmp/n', 'a').write('x')
                except OSError: pass
                import builtins
                seen += getattr(builtins, 'n', 0)
                builtins.n = 1
                print(int(input()) * 2 + seen)
                """, "1", "2", "2", "5", "3", "6");
        assertThat(result).extracting(CodeResult::status, CodeResult::passed).containsExactly(Status.FAILED, 2);
    }

    @Test
    void callsCompareAsPythonDoes() {
        assertThat(call("def f(): return (1, 2)", List.of(1, 2)).status()).isEqualTo(Status.PASSED);
        assertThat(call("def f(): return True", 1).status()).isEqualTo(Status.PASSED);
        assertThat(call("def f(): return 10 ** 20 + 1", new java.math.BigInteger("100000000000000000000"))
                        .status())
                .isEqualTo(Status.FAILED);
        assertThat(call("def f(): return 0.1 + 0.2", 0.3).status()).isEqualTo(Status.PASSED);
        assertThat(call("def f(): return 0.31", 0.3).status()).isEqualTo(Status.FAILED);
        assertThat(call("def f(): return float('nan')", Double.NaN).status()).isEqualTo(Status.FAILED);
        assertThat(call("def f(): return None", null, (Object[]) new Object[0]).status())
                .isEqualTo(Status.PASSED);
        assertThat(call("def f(): return '1'", 1).status()).isEqualTo(Status.FAILED);
        assertThat(call("def f(a, b): return {'k': [a, (b,)]}", java.util.Map.of("k", List.of(1, List.of(2))), 1, 2)
                        .status())
                .isEqualTo(Status.PASSED);
    }

    @Test
    void limitsHaveTheirStatus() {
        CodeJudge hasty = new CodeJudge(sandbox, Limits.STANDARD.withWall(Duration.ofMillis(1500)));
        assertThat(hasty.judge(Language.PYTHON, "while True: pass", new Tests.Program("pass"))
                        .status())
                .isEqualTo(Status.TIMEOUT);
        assertThat(hasty.judge(
                                Language.PYTHON,
                                "import time\ntime.sleep(60)",
                                new Tests.Stdio(List.of(new Tests.Stdio.Exchange("", ""))))
                        .status())
                .isEqualTo(Status.TIMEOUT);
        assertThat(stdio("x = []\nwhile True: x.append(bytearray(10000000))", "", "")
                        .status())
                .isEqualTo(Status.MEMORY);
        assertThat(asserts("def f(): return len(bytearray(10 ** 9))", "assert f() == 10 ** 9")
                        .status())
                .isEqualTo(Status.MEMORY);
        assertThat(stdio("while True: print('x' * 1000)", "", "").status()).isEqualTo(Status.OUTPUT_LIMIT);
    }

    @Test
    void testsWithoutATestAreBadInput() {
        assertThatThrownBy(() -> asserts("pass"))
                .isInstanceOf(SrpoException.class)
                .hasMessageContaining("no test");
        assertThatThrownBy(() -> judge.judge(Language.JAVA, "", new Tests.Asserts("", List.of("x"))))
                .isInstanceOf(SrpoException.class);
    }

    @Test
    void withoutAWallNothingRuns() {
        try (CodeJudge bare =
                new CodeJudge(Sandbox.open(SandboxOptions.fromSystem().withWall("none")), Limits.STANDARD)) {
            CodeResult result =
                    bare.judge(Language.PYTHON, "def f(): return 1", new Tests.Asserts("", List.of("assert f() == 1")));
            assertThat(result.status()).isEqualTo(Status.SANDBOX_ERROR);
            assertThat(result.reason()).contains("no sandbox");
        }
    }

    @Test
    void candidatesAreJudgedSideBySide() {
        assertThat(Stream.iterate(0, i -> i + 1).limit(24).parallel().map(i -> asserts(
                                "def f(): return " + i, "assert f() == " + i)
                        .status()))
                .containsOnly(Status.PASSED);
    }
}
