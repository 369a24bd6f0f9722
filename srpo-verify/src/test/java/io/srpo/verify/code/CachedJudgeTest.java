package io.srpo.verify.code;

import static org.assertj.core.api.Assertions.assertThat;

import io.srpo.core.reward.KeptVerdict;
import io.srpo.core.task.Language;
import io.srpo.core.task.Tests;
import io.srpo.verify.sandbox.Limits;
import io.srpo.verify.sandbox.Sandbox;
import io.srpo.verify.sandbox.SandboxOptions;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;

/** What is remembered, and what is told apart; by default no program runs, since there is no wall. */
class CachedJudgeTest {
    private static final Tests TESTS = new Tests.Asserts("", List.of("assert f() == 1"));

    private static KeptVerdict kept(CachedJudge judge, Status status) {
        String key = judge.key(Language.PYTHON, "a", TESTS);
        return new KeptVerdict(key, CodeJudge.VERSION, status.label(), 1, 1, "as it was");
    }

    private static CachedJudge bare(Limits limits) {
        return new CachedJudge(
                new CodeJudge(Sandbox.open(SandboxOptions.fromSystem().withWall("none")), limits));
    }

    @Test
    void aRememberedVerdictIsGivenAgain() {
        try (CachedJudge judge = bare(Limits.STANDARD)) {
            assertThat(judge.judge(Language.PYTHON, "a", TESTS).status()).isEqualTo(Status.SANDBOX_ERROR);
            judge.remember(List.of(kept(judge, Status.PASSED)));
            assertThat(judge.judge(Language.PYTHON, "a", TESTS))
                    .isEqualTo(new CodeResult(Status.PASSED, 1, 1, "as it was", 0));
            assertThat(judge.takeNew()).isEmpty();
            assertThat(judge.judge(Language.PYTHON, "b", TESTS).status()).isEqualTo(Status.SANDBOX_ERROR);
        }
    }

    @Test
    void whatTheMachineMayHaveDecidedIsNotRemembered() {
        try (CachedJudge judge = bare(Limits.STANDARD)) {
            judge.remember(List.of(kept(judge, Status.TIMEOUT), kept(judge, Status.SANDBOX_ERROR)));
            assertThat(judge.judge(Language.PYTHON, "a", TESTS).status()).isEqualTo(Status.SANDBOX_ERROR);
        }
    }

    @Test
    void aVerdictOfAnotherVersionIsNotTakenOver() {
        try (CachedJudge judge = bare(Limits.STANDARD)) {
            KeptVerdict old = kept(judge, Status.PASSED);
            judge.remember(List.of(new KeptVerdict(old.key(), "code-0", old.status(), 1, 1, old.reason())));
            assertThat(judge.judge(Language.PYTHON, "a", TESTS).status()).isEqualTo(Status.SANDBOX_ERROR);
        }
    }

    /** Real programs, behind a real wall: what one judge kept, another answers without a sandbox. */
    @Test
    void aProgramJudgedInAnEarlierRunStartsNoSandboxAndAnotherVersionJudgesItAnew() {
        SandboxOptions options = SandboxOptions.fromSystem();
        Tests stopping = new Tests.Asserts("", List.of("assert g() == 1"));
        List<KeptVerdict> kept;
        CodeResult right;
        CodeResult wrong;
        try (CodeJudge bare = new CodeJudge(Sandbox.open(options), Limits.STANDARD.withWall(Duration.ofSeconds(1)));
                CachedJudge judge = new CachedJudge(bare)) {
            Assumptions.assumeTrue(
                    bare.sandbox().standing().isPresent(),
                    "runs where a wall stands: " + bare.sandbox().whyNot());
            right = judge.judge(Language.PYTHON, "def f(): return 1", TESTS);
            wrong = judge.judge(Language.PYTHON, "def f(): return 2", TESTS);
            assertThat(judge.judge(Language.PYTHON, "def g():\n    while True: pass", stopping)
                            .status())
                    .isEqualTo(Status.TIMEOUT);
            assertThat(judge.judge(Language.PYTHON, "def f(): return 1", TESTS)).isEqualTo(right);
            assertThat(bare.sandbox().taken()).isEqualTo(3);
            kept = judge.takeNew();
            assertThat(kept).extracting(KeptVerdict::status).containsExactlyInAnyOrder("passed", "failed");
            assertThat(judge.takeNew()).isEmpty();
        }
        try (CodeJudge bare = new CodeJudge(Sandbox.open(options), Limits.STANDARD.withWall(Duration.ofSeconds(1)));
                CachedJudge judge = new CachedJudge(bare)) {
            judge.remember(kept);
            CodeResult again = judge.judge(Language.PYTHON, "def f(): return 1", TESTS);
            assertThat(again.status()).isEqualTo(Status.PASSED);
            assertThat(again.reason()).isEqualTo(right.reason());
            CodeResult still = judge.judge(Language.PYTHON, "def f(): return 2", TESTS);
            assertThat(still.status()).isEqualTo(Status.FAILED);
            assertThat(still.reason()).isEqualTo(wrong.reason());
            assertThat(bare.sandbox().taken()).isZero();
        }
        try (CodeJudge bare = new CodeJudge(Sandbox.open(options), Limits.STANDARD.withWall(Duration.ofSeconds(1)));
                CachedJudge judge = new CachedJudge(bare, "code-of-tomorrow")) {
            judge.remember(kept);
            assertThat(judge.judge(Language.PYTHON, "def f(): return 1", TESTS).status())
                    .isEqualTo(Status.PASSED);
            assertThat(bare.sandbox().taken()).isEqualTo(1);
            assertThat(judge.takeNew()).extracting(KeptVerdict::version).containsExactly("code-of-tomorrow");
        }
    }

    @Test
    void theSameProgramAskedForAtTheSameTimeIsJudgedOnce() {
        try (CodeJudge bare = new CodeJudge(Sandbox.open(SandboxOptions.fromSystem()), Limits.STANDARD);
                CachedJudge judge = new CachedJudge(bare)) {
            Assumptions.assumeTrue(
                    bare.sandbox().standing().isPresent(),
                    "runs where a wall stands: " + bare.sandbox().whyNot());
            List<CodeResult> results = IntStream.range(0, 16)
                    .parallel()
                    .mapToObj(n -> judge.judge(Language.PYTHON, "def f(): return 1", TESTS))
                    .toList();
            assertThat(results).hasSize(16).allMatch(result -> result.equals(results.get(0)));
            assertThat(bare.sandbox().taken()).isEqualTo(1);
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
