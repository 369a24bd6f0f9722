package io.srpo.verify.code;

import static org.assertj.core.api.Assertions.assertThat;

import io.srpo.core.task.Language;
import io.srpo.core.task.Tests;
import io.srpo.verify.sandbox.Limits;
import io.srpo.verify.sandbox.Sandbox;
import io.srpo.verify.sandbox.SandboxOptions;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What is remembered, and what is told apart. No program runs here: there is no wall. */
class CachedJudgeTest {
    private static final Tests TESTS = new Tests.Asserts("", List.of("assert f() == 1"));
    private static final CodeResult PASSED = new CodeResult(Status.PASSED, 1, 1, "all 1 tests passed", 3);

    private static CachedJudge bare(Limits limits) {
        return new CachedJudge(
                new CodeJudge(Sandbox.open(SandboxOptions.fromSystem().withWall("none")), limits));
    }

    @Test
    void aRememberedVerdictIsGivenAgain() {
        try (CachedJudge judge = bare(Limits.STANDARD)) {
            assertThat(judge.judge(Language.PYTHON, "a", TESTS).status()).isEqualTo(Status.SANDBOX_ERROR);
            judge.remember(judge.key(Language.PYTHON, "a", TESTS), PASSED);
            assertThat(judge.judge(Language.PYTHON, "a", TESTS)).isEqualTo(PASSED);
            assertThat(judge.judge(Language.PYTHON, "b", TESTS).status()).isEqualTo(Status.SANDBOX_ERROR);
        }
    }

    @Test
    void whatTheMachineMayHaveDecidedIsNotRemembered() {
        try (CachedJudge judge = bare(Limits.STANDARD)) {
            judge.remember(judge.key(Language.PYTHON, "a", TESTS), new CodeResult(Status.TIMEOUT, 0, 1, "slow", 3));
            assertThat(judge.judge(Language.PYTHON, "a", TESTS).status()).isEqualTo(Status.SANDBOX_ERROR);
        }
    }

    @Test
    void everythingThatAVerdictDependsOnMakesAnotherKey() {
        try (CachedJudge judge = bare(Limits.STANDARD);
                CachedJudge small = bare(Limits.STANDARD.withMemory(1 << 20))) {
            Tests one = new Tests.Call("f", List.of(new Tests.Call.Example(List.of(1), 2)));
            Tests text = new Tests.Call("f", List.of(new Tests.Call.Example(List.of("1"), 2)));
            assertThat(List.of(
                            judge.key(Language.PYTHON, "a", TESTS),
                            judge.key(Language.JAVA, "a", TESTS),
                            judge.key(Language.PYTHON, "b", TESTS),
                            judge.key(Language.PYTHON, "a", one),
                            judge.key(Language.PYTHON, "a", text),
                            small.key(Language.PYTHON, "a", TESTS)))
                    .doesNotHaveDuplicates();
        }
    }
}
