package io.srpo.cli.model;

import io.srpo.cli.frame.AtLeastOne;
import io.srpo.cli.wire.Models;
import io.srpo.engine.Policy;
import io.srpo.train.config.ModelSpec;
import picocli.CommandLine.Option;

/** Which model a command asks. */
final class ModelOption {
    @Option(
            names = "--model",
            required = true,
            paramLabel = "PATH",
            description = "A Hugging Face folder, a GGUF file, or bundled.")
    private String path = "";

    @Option(names = "--dtype", paramLabel = "TYPE", description = "auto, fp32 or bf16; auto without it.")
    private String dtype = "auto";

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
}
