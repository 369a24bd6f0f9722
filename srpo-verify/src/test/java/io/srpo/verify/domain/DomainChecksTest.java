package io.srpo.verify.domain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.srpo.core.SrpoException;
import io.srpo.core.reward.Response;
import io.srpo.core.reward.Verdict;
import io.srpo.core.reward.Verifier;
import io.srpo.core.task.Domain;
import io.srpo.core.task.Reference;
import io.srpo.core.task.Task;
import io.srpo.verify.math.extract.AnswerExtractor;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DomainChecksTest {
    private static final Domain PALINDROME = new Domain("palindrome");
    private static final AnswerExtractor TAGS = AnswerExtractor.of(List.of("<answer>", "</answer>"));

    @TempDir
    Path folder;

    /** A check on the class path, named by its class. */
    public static final class AlwaysRight implements DomainCheck {
        @Override
        public Verdict check(Task task, String answer) {
            return Verdict.right("as always", answer);
        }
    }

    /** Not public, so nobody can make it. */
    static final class Hidden implements DomainCheck {
        @Override
        public Verdict check(Task task, String answer) {
            return Verdict.right("never asked", answer);
        }
    }

    @Test
    void oneJavaFileIsAVerifier() throws IOException {
        Path file = folder.resolve("PalindromeCheck.java");
        try (InputStream in = Objects.requireNonNull(getClass().getResourceAsStream("PalindromeCheck.java"))) {
            Files.copy(in, file);
        }

        Verifier verifier = DomainChecks.of(PALINDROME, file.toString(), TAGS);

        assertThat(verifier.domain()).isEqualTo(PALINDROME);
        assertThat(verifier.version()).isEqualTo("example.PalindromeCheck 1");
        assertThat(judge(verifier, "<think>abba</think><answer>level</answer>").right())
                .isTrue();
        assertThat(judge(verifier, "<answer>abcde</answer>").reason()).isEqualTo("reads differently backwards");
        assertThat(judge(verifier, "level")).isEqualTo(Verdict.wrong("no answer found", null));
    }

    @Test
    void aClassOnTheClassPathIsAVerifier() {
        Verifier verifier = DomainChecks.of(PALINDROME, AlwaysRight.class.getName(), TAGS);
        assertThat(judge(verifier, "<answer>x</answer>").reason()).isEqualTo("as always");
    }

    @Test
    void whatCannotServeSaysWhy() throws IOException {
        refused(null, "no verifier for the domain \"palindrome\"", "verifiers: {palindrome: MyCheck.java}");
        refused("no.such.Check", "verifiers.palindrome: there is no class no.such.Check", "SRPO_CLASSPATH");
        refused("java.lang.Object", "has to implement io.srpo.verify.domain.DomainCheck");
        refused(Hidden.class.getName(), "has to be public");
        refused(folder.resolve("Gone.java").toString(), "cannot read", "Gone.java");
        Path broken = Files.writeString(folder.resolve("Broken.java"), "public class Broken {\n  int x = ;\n}\n");
        refused(broken.toString(), "Broken.java:2: ", "expression");
    }

    private static void refused(@Nullable String source, String... words) {
        assertThatThrownBy(() -> DomainChecks.of(PALINDROME, source, TAGS))
                .isInstanceOf(SrpoException.class)
                .hasMessageContainingAll(words);
    }

    private static Verdict judge(Verifier verifier, String text) {
        Task task = new Task("t", PALINDROME, "A palindrome of 5 letters?", new Reference.Custom("5"));
        return verifier.verify(task, Response.of(text));
    }
}
