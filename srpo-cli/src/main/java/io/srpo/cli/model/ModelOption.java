package io.srpo.cli.model;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.srpo.cli.frame.AtLeastOne;
import io.srpo.cli.frame.JsonLines;
import io.srpo.cli.wire.Models;
import io.srpo.core.SrpoException;
import io.srpo.data.ledger.EvaluationStore;
import io.srpo.engine.Policy;
import io.srpo.train.config.ModelSpec;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Which model a command asks. */
final class ModelOption {
    /** Key of the number type in what is kept of how an evaluation began. */
    static final String DTYPE = "dtype";

    private static final String AUTO = "auto";

    @Option(
            names = "--model",
            required = true,
            paramLabel = "PATH",
            description = "A Hugging Face folder, a GGUF file, or bundled.")
    private String path = "";

    @Option(names = "--dtype", paramLabel = "TYPE", description = "auto, fp32 or bf16; auto without it.")
    private String dtype = AUTO;

    @Option(
            names = "--threads",
            paramLabel = "N",
            converter = AtLeastOne.class,
            description = "Threads of the engine; all cores without it.")
    private int threads;

    boolean bundled() {
        return path.equals(ModelSpec.BUNDLED);
    }

    String path() {
        return path;
    }

    Policy open() {
        return Models.open(path, dtype, threads);
    }

    /** In the number type that the folder's evaluation began with, where {@code auto} leaves it open: another draws other answers. */
    Policy open(@Nullable Path evaluation) {
        String begun = evaluation == null || !dtype.equals(AUTO) ? null : EvaluationStore.begunAs(evaluation);
        if (begun == null) {
            return open();
        }
        try {
            return Models.open(
                    path, JsonLines.MAPPER.readTree(begun).path(DTYPE).asText(AUTO), threads);
        } catch (JsonProcessingException e) {
            throw SrpoException.input(evaluation + " does not say how its evaluation began: " + begun, e);
        }
    }
}
