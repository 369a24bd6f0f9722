package io.srpo.verify.code;

import static org.assertj.core.api.Assertions.assertThat;

import io.srpo.core.task.Language;
import io.srpo.core.task.Tests;
import io.srpo.verify.sandbox.Limits;
import io.srpo.verify.sandbox.Sandbox;
import io.srpo.verify.sandbox.SandboxOptions;
import io.srpo.verify.sandbox.Wall;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Java candidates: what is settled of them, and hostile ones. Needs a wall that runs Java. */
class JavaContractTest {
    private static final String MAIN =
            "class Main { public static void main(String[] a) { assert Two.twice(21) == 42; } }";
    private static CodeJudge judge;

    @BeforeAll
    static void open() {
        Sandbox sandbox = Sandbox.open(SandboxOptions.fromSystem());
        judge = new CodeJudge(sandbox, Limits.STANDARD.withWall(Duration.ofSeconds(5)));
        Assumptions.assumeTrue(
                sandbox.standing().orElseThrow().wall() != Wall.GRAALPY,
                "GraalPy's wall runs no Java; runs where bubblewrap or namespaces stand");
    }

    @AfterAll
    static void close() {
        judge.close();
    }

    private static CodeResult program(String candidate, String tests) {
        return judge.judge(Language.JAVA, candidate, new Tests.Program(tests));
    }

    @Test
    void assertionsAreOnAndPackagesAndImportsAreJoined() {
        String right =
                "package a.b;\nimport java.util.List;\npublic class Two { public static int twice(int x) { return List.of(2).get(0) * x; } }";
        assertThat(program(right, "package c;\nimport java.util.Map;\n" + MAIN).status())
                .isEqualTo(Status.PASSED);
        CodeResult wrong = program(right.replace("* x", "+ x"), MAIN);
        assertThat(wrong.status()).isEqualTo(Status.FAILED);
        assertThat(wrong.reason()).contains("AssertionError");
    }

    @Test
    void aCompileErrorNamesTheCandidatesLine() {
        CodeResult result = program("class Two {\n  static int twice(int x) { return y; }\n}", MAIN);
        assertThat(result.status()).isEqualTo(Status.COMPILE_ERROR);
        assertThat(result.reason()).contains("line 2");
    }

    @Test
    void stdioRunsTheClassWithMainUnderAnyName() {
        String echo =
                "import java.util.*;\nclass Helper {}\npublic class Solution { public static void main(String... a) {"
                        + " System.out.println(\"é\" + new Scanner(System.in).nextInt() * 2); } }";
        CodeResult result = judge.judge(
                Language.JAVA,
                echo,
                new Tests.Stdio(List.of(new Tests.Stdio.Exchange("4", "é8"), new Tests.Stdio.Exchange("5", "é11"))));
        assertThat(result).extracting(CodeResult::status, CodeResult::passed).containsExactly(Status.FAILED, 1);
    }

    @Test
    void memoryAndExceptionsHaveTheirStatus() {
        assertThat(program(
                                "class Two { static int twice(int x) { var l = new java.util.ArrayList<long[]>(); while (true) l.add(new long[1000000]); } }",
                                MAIN)
                        .status())
                .isEqualTo(Status.MEMORY);
        assertThat(program("class Two { static int twice(int x) { return 1 / (x - x); } }", MAIN)
                        .status())
                .isEqualTo(Status.RUNTIME_ERROR);
    }

    static List<HostilePrograms.Hostile> hostile() throws IOException {
        return HostilePrograms.read("hostile-java.txt");
    }

    static List<HostilePrograms.Hostile> honest() throws IOException {
        return HostilePrograms.read("honest-java.txt");
    }

    private static CodeResult listed(HostilePrograms.Hostile one) {
        return program(
                one.source().replace("@DEEP@", "(".repeat(100_000)),
                "import java.util.*;\nclass Main {\n  static boolean same(Object a, Object b) { return a == null ? b == null : a.equals(b); }\n"
                        + "  public static void main(String[] a) throws Exception {\n"
                        + "    List<Integer> found = Two.list(3);\n"
                        + "    if (!same(found, List.of(48, 15, 16))) { throw new java.lang.Exception(\"wrong list\"); }\n"
                        + "    assert Two.twice(21) == 42;\n  }\n}\n");
    }

    @ParameterizedTest
    @MethodSource("hostile")
    void hostileProgramsDoNotPass(HostilePrograms.Hostile hostile) {
        CodeResult result = listed(hostile);
        HostilePrograms.tell("Java", "program", hostile, result);
        assertThat(result.status()).as(result.toString()).isNotIn(Status.PASSED, Status.SANDBOX_ERROR);
    }

    @ParameterizedTest
    @MethodSource("honest")
    void honestProgramsPass(HostilePrograms.Hostile honest) {
        CodeResult result = listed(honest);
        assertThat(result.status()).as(result.toString()).isEqualTo(Status.PASSED);
    }
}
