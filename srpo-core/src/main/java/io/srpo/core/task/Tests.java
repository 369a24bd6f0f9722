package io.srpo.core.task;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** The tests of a code task, one of four kinds. */
public sealed interface Tests {
    /**
     * Python statements, each a test of its own: one that fails or raises does not stop the next.
     *
     * @param setup statements run before the first, after the candidate
     */
    record Asserts(String setup, List<String> asserts) implements Tests {
        public Asserts {
            asserts = List.copyOf(asserts);
        }
    }

    /** Whole programs fed by standard input; white space at line ends and at the end of the output does not count. */
    record Stdio(List<Exchange> cases) implements Tests {
        public Stdio {
            cases = List.copyOf(cases);
        }

        /** One run: what is fed, what is expected. */
        public record Exchange(String input, String output) {}
    }

    /** Calls of one function; values are compared as Python's {@code ==} does, floats within 1e-6. */
    record Call(String entry, List<Example> cases) implements Tests {
        public Call {
            cases = List.copyOf(cases);
        }

        /**
         * One call. Values are JSON values as Jackson reads them: null, Boolean, Integer, Long, BigInteger, Double, String,
         * List, Map.
         */
        public record Example(
                List<@Nullable Object> args, @Nullable Object expected) {}
    }

    /** Source appended to the candidate; passing is reaching its own end. For Java it holds {@code Main}. */
    record Program(String source) implements Tests {}
}
