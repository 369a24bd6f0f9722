package io.srpo.verify;

import static org.assertj.core.api.Assertions.assertThat;

import io.srpo.core.reward.Verdict;
import io.srpo.core.task.Language;
import io.srpo.core.task.Tests;
import io.srpo.verify.code.CodeJudge;
import io.srpo.verify.code.CodeResult;
import io.srpo.verify.code.Status;
import io.srpo.verify.math.MathVerifier;
import io.srpo.verify.sandbox.Limits;
import io.srpo.verify.sandbox.Sandbox;
import io.srpo.verify.sandbox.SandboxOptions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The example of docs/verifiers.md is this one: it compiles, and does what the page says. */
class LibraryExampleTest {
    @Test
    void theVerifiersServeAsALibrary() {
        // begin
        MathVerifier math = new MathVerifier();
        Verdict verdict = math.judge("1/2", "so the answer is 0.5", null);
        boolean right = verdict.right(); // true
        String why = verdict.reason(); // one sentence for a person

        try (CodeJudge code = new CodeJudge(Sandbox.open(SandboxOptions.fromSystem()), Limits.STANDARD)) {
            Tests tests = new Tests.Asserts("", List.of("assert double(2) == 4"));
            CodeResult result = code.judge(Language.PYTHON, "def double(x):\n    return 2 * x", tests);
            Status status = result.status(); // PASSED, or SANDBOX_ERROR where no wall stands
            // end
            assertThat(status).isIn(Status.PASSED, Status.SANDBOX_ERROR);
        }
        assertThat(right).isTrue();
        assertThat(why).isNotBlank();
    }

    @Test
    void thePageShowsThisVeryCode() throws IOException {
        Path root = Path.of("").toAbsolutePath();
        Path page = root.resolve("../docs/verifiers.md");
        String source = Files.readString(root.resolve("src/test/java/io/srpo/verify/LibraryExampleTest.java"));
        String example = source.substring(source.indexOf("// begin\n") + 9, source.indexOf("            // end\n"));
        assertThat(Files.readString(page))
                .contains(example.stripTrailing().stripIndent().strip());
    }
}
