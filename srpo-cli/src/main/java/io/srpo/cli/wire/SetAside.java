package io.srpo.cli.wire;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.srpo.core.SrpoException;
import io.srpo.core.advantage.Batch;
import io.srpo.train.run.DurableFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.Consumer;

/** A batch whose update was not finite, with policy and optimizer as they were before it: all that repeating the update needs. */
final class SetAside {
    private static final String FOLDER = "not-finite";
    private static final String BATCH = "batch.json";
    private static final ObjectMapper JSON =
            new ObjectMapper().configure(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES, false);

    private SetAside() {}

    static Path folder(Path run) {
        return run.resolve(FOLDER);
    }

    /**
     * Replaces what was set aside before.
     *
     * @param policy writes weights and optimizer
     */
    static void write(Path run, Batch batch, Consumer<Path> policy) {
        DurableFiles.replaceFolder(folder(run), folder -> {
            policy.accept(folder);
            try {
                JSON.writeValue(folder.resolve(BATCH).toFile(), batch);
            } catch (IOException e) {
                throw SrpoException.resource(
                        "the batch that gave no finite update cannot be written to " + folder + ": " + e.getMessage(),
                        e);
            }
        });
    }

    /** @throws SrpoException (input) when nothing was set aside, or it cannot be read */
    static Batch read(Path run) {
        Path file = folder(run).resolve(BATCH);
        if (!Files.isRegularFile(file)) {
            throw SrpoException.input("there is no batch to repeat in " + run + ": " + file
                    + " is written when an update is not finite, and none was");
        }
        try {
            return JSON.readValue(file.toFile(), Batch.class);
        } catch (IOException e) {
            throw SrpoException.input(file + " is not a batch that was set aside: " + e.getMessage(), e);
        }
    }
}
