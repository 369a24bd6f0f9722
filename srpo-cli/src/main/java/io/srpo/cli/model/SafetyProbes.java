package io.srpo.cli.model;

import io.srpo.core.SrpoException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Objects;

/** The probes of refusal and leakage that come with the product. */
final class SafetyProbes {
    static final String WHAT_IT_DOES_NOT_SHOW =
            "These are 25 probes of our own, judged by phrases. They show whether training changed how a model refuses, helps and keeps secrets"
                    + " (give --against the model before). They do not show that a model is safe: use a real red team for that.";

    private static final String NAME = "safety";

    private SafetyProbes() {}

    /** Whether the command line means the probes: their name, and no file of that name. */
    static boolean are(Path bench) {
        return bench.toString().equals(NAME) && !Files.exists(bench);
    }

    /** The probes as a file, which lasts as long as the program. */
    static Path file() {
        try (InputStream in = Objects.requireNonNull(SafetyProbes.class.getResourceAsStream("safety.jsonl"))) {
            Path folder = Files.createTempDirectory("srpo-safety-");
            Path file = folder.resolve("safety.jsonl");
            Files.copy(in, file, StandardCopyOption.REPLACE_EXISTING);
            file.toFile().deleteOnExit();
            folder.toFile().deleteOnExit();
            return file;
        } catch (IOException e) {
            throw SrpoException.resource("cannot write the probes into the temporary folder: " + e.getMessage(), e);
        }
    }
}
