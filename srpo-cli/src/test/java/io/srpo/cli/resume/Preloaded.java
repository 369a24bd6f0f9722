package io.srpo.cli.resume;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import org.junit.jupiter.api.Assumptions;

/** Small libraries in C that stand between a child and the system, by Linux's {@code LD_PRELOAD}. A test that needs one is left out where there is no C compiler. */
final class Preloaded {
    private Preloaded() {}

    /** Compiles a source that lies beside the tests. @return the library */
    static Path compiled(String source, Path folder) throws IOException, InterruptedException {
        Path file = folder.resolve(source);
        Path library = folder.resolve(source + ".so");
        try (InputStream in = Objects.requireNonNull(Preloaded.class.getResourceAsStream(source), source)) {
            Files.copy(in, file);
        }
        boolean done = false;
        try {
            done = new ProcessBuilder("cc", "-shared", "-fPIC", "-o", library.toString(), file.toString(), "-ldl")
                            .inheritIO()
                            .start()
                            .waitFor()
                    == 0;
        } catch (IOException noCompiler) {
            // Then it cannot be tried.
        }
        Assumptions.assumeTrue(
                done,
                "needs a C compiler (cc) and LD_PRELOAD to stand between a child and the system: Linux with gcc, as .ci/run has");
        return library;
    }
}
