package io.srpo.verify.code;

import io.srpo.core.SrpoException;
import io.srpo.core.task.Language;
import io.srpo.core.task.Tests;
import io.srpo.verify.sandbox.Limits;
import io.srpo.verify.sandbox.Sandbox;
import io.srpo.verify.sandbox.SandboxOptions;
import io.srpo.verify.sandbox.SandboxProcess;
import io.srpo.verify.sandbox.Wall;
import io.srpo.verify.sandbox.WallReport;
import java.util.Optional;

/**
 * Judges programs by their tests, each behind a wall in a process that serves it alone. Thread-safe; more candidates than the
 * sandbox takes at once wait, and waiting is not charged to them.
 *
 * <p>The tests run in a process that the candidate cannot reach, and its results are compared there or here as plain data: a program
 * passes by computing what is expected, not by claiming it.
 */
public final class CodeJudge implements AutoCloseable {
    /** Grows with every change that may change a verdict. */
    static final String VERSION = "code-3";

    private final Sandbox sandbox;
    private final Limits limits;
    private final JavaCompilers compilers;

    public CodeJudge(Sandbox sandbox, Limits limits) {
        this.sandbox = sandbox;
        this.limits = limits;
        this.compilers = new JavaCompilers(sandbox, limits);
    }

    /** The strongest wall of this machine, standard limits. */
    public static CodeJudge standard() {
        return new CodeJudge(Sandbox.open(SandboxOptions.fromSystem()), Limits.STANDARD);
    }

    Limits limits() {
        return limits;
    }

    /** What programs of this language run on here: the wall, and the runtime behind it. */
    String runtime(Language language) {
        String behind = sandbox.standing()
                .map(report -> report.wall().label() + ", " + report.detail())
                .orElse("nothing");
        return language == Language.JAVA ? behind + ", Java " + Runtime.version() : behind;
    }

    public Sandbox sandbox() {
        return sandbox;
    }

    /**
     * @param candidate the program's source
     * @throws SrpoException (input) when the tests are not usable: none, or of a kind that the language lacks
     */
    public CodeResult judge(Language language, String candidate, Tests tests) {
        int total = count(tests);
        check(language, tests, total);
        CodeResult result = once(language, candidate, tests, total);
        // A sandbox that was killed says nothing about the program: once more, in another one.
        return result.status() == Status.SANDBOX_ERROR
                        && !Thread.currentThread().isInterrupted()
                ? once(language, candidate, tests, total)
                : result;
    }

    private CodeResult once(Language language, String candidate, Tests tests, int total) {
        long started = System.nanoTime();
        SandboxProcess process = null;
        try {
            if (language == Language.JAVA
                    && sandbox.standing().map(WallReport::wall).equals(Optional.of(Wall.GRAALPY))) {
                return unjudged(
                        total,
                        "Java needs bubblewrap or namespaces with CPython; GraalPy's wall runs Python only",
                        started);
            }
            process = sandbox.take();
            started = System.nanoTime();
            return language == Language.PYTHON
                    ? new PythonJudge(process, limits).judge(candidate, tests)
                    : new JavaJudge(process, limits, compilers).judge(candidate, tests);
        } catch (SrpoException e) {
            return unjudged(total, String.valueOf(e.getMessage()), started);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return unjudged(total, "interrupted", started);
        } finally {
            if (process != null) {
                sandbox.release(process);
            }
        }
    }

    private static CodeResult unjudged(int total, String reason, long started) {
        return new CodeResult(Status.SANDBOX_ERROR, 0, total, reason, (System.nanoTime() - started) / 1_000_000);
    }

    private static void check(Language language, Tests tests, int total) {
        if (total == 0) {
            throw SrpoException.input("\"tests\" holds no test; give at least one");
        }
        if (language == Language.JAVA && (tests instanceof Tests.Asserts || tests instanceof Tests.Call)) {
            throw SrpoException.input(
                    "Java is tested by \"program\" or \"stdio\"; \"asserts\" and \"call\" are for Python");
        }
    }

    private static int count(Tests tests) {
        if (tests instanceof Tests.Asserts asserts) {
            return asserts.asserts().size();
        }
        if (tests instanceof Tests.Stdio stdio) {
            return stdio.cases().size();
        }
        if (tests instanceof Tests.Call call) {
            return call.cases().size();
        }
        return ((Tests.Program) tests).source().isBlank() ? 0 : 1;
    }

    @Override
    public void close() {
        compilers.close();
        sandbox.close();
    }
}
