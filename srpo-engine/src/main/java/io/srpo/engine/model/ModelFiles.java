package io.srpo.engine.model;

import io.srpo.core.SrpoException;
import io.srpo.engine.tokenizer.ChatTemplate;
import io.srpo.engine.tokenizer.Tokenizer;
import io.srpo.engine.weights.GgufFile;
import io.srpo.engine.weights.GgufWeights;
import io.srpo.engine.weights.SafetensorsFile;
import io.srpo.engine.weights.ShardedSafetensors;
import io.srpo.engine.weights.WeightSource;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * A model on disk: a Hugging Face folder ({@code config.json}, safetensors, {@code tokenizer.json}) or a GGUF file. Opening reads headers and checks every tensor's
 * presence and shape; weights and tokenizer are read when asked for. Closing it closes the weights; the tokenizer belongs to whoever asked for it.
 */
public final class ModelFiles implements AutoCloseable {
    private final Path path;
    private final ModelConfig config;
    private final WeightSource weights;
    private final @Nullable GgufFile gguf;

    private ModelFiles(Path path, ModelConfig config, WeightSource weights, @Nullable GgufFile gguf) {
        this.path = path;
        this.config = config;
        this.weights = weights;
        this.gguf = gguf;
        try {
            ParameterShapes.check(config, weights);
        } catch (RuntimeException e) {
            weights.close();
            throw e;
        }
    }

    /**
     * Opens a folder or a GGUF file.
     *
     * @throws SrpoException (input) when something is missing, damaged or not supported; names file and key or tensor
     */
    public static ModelFiles open(Path path) {
        if (Files.isDirectory(path)) {
            return new ModelFiles(path, HuggingFaceConfig.read(path), safetensors(path), null);
        }
        if (!Files.isRegularFile(path)) {
            throw SrpoException.input(path + ": no such model; give a Hugging Face folder or a .gguf file");
        }
        if (!path.toString().endsWith(".gguf")) {
            throw SrpoException.input(path + ": not a model; give the folder that holds config.json, or a .gguf file");
        }
        GgufFile gguf = GgufFile.open(path);
        try {
            ModelConfig config = GgufConfig.read(gguf);
            return new ModelFiles(path, config, new GgufWeights(gguf, config.heads(), config.kvHeads()), gguf);
        } catch (RuntimeException e) {
            gguf.close();
            throw e;
        }
    }

    private static WeightSource safetensors(Path folder) {
        Path single = folder.resolve("model.safetensors");
        Path index = folder.resolve("model.safetensors.index.json");
        if (Files.isRegularFile(single)) {
            return SafetensorsFile.open(single);
        }
        if (Files.isRegularFile(index)) {
            return ShardedSafetensors.open(index);
        }
        throw SrpoException.input(
                folder
                        + ": has neither model.safetensors nor model.safetensors.index.json; fetch the weights in safetensors form");
    }

    /** Where the model lies. */
    public Path path() {
        return path;
    }

    public ModelConfig config() {
        return config;
    }

    /** The tensors, under the names and shapes of {@link ParameterShapes}; there may be more. */
    public WeightSource weights() {
        return weights;
    }

    /** Whether there is a tokenizer at all: a random model made for tests may have none. */
    public boolean hasTokenizer() {
        return gguf != null
                ? gguf.metadata().has("tokenizer.ggml.model")
                : Files.isRegularFile(path.resolve("tokenizer.json"));
    }

    /**
     * Reads the tokenizer, anew at each call.
     *
     * @throws SrpoException (input) when there is none, it is of a kind that is not read, or it is of another model
     */
    public Tokenizer tokenizer() {
        Path file = gguf != null ? path : path.resolve("tokenizer.json");
        Tokenizer tokenizer = gguf != null ? Tokenizer.fromGguf(gguf) : Tokenizer.fromFile(file);
        if (tokenizer.learntSize() > config.vocabSize()) {
            tokenizer.close();
            throw SrpoException.input(file + ": the tokenizer knows " + tokenizer.learntSize()
                    + " tokens, but the weights have an embedding of " + config.vocabSize()
                    + "; tokenizer and weights are of different models");
        }
        return tokenizer;
    }

    /**
     * How the model wants a conversation written; null when it comes without a chat template.
     *
     * @throws SrpoException (input) when the template is not readable
     */
    public @Nullable ChatTemplate chatTemplate() {
        return gguf != null ? ChatTemplates.ofGguf(gguf.metadata()) : ChatTemplates.ofFolder(path);
    }

    @Override
    public void close() {
        weights.close();
    }
}
