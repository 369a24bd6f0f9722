package io.srpo.engine.model;

import io.srpo.core.SrpoException;
import io.srpo.engine.tokenizer.ChatTemplate;
import io.srpo.engine.tokenizer.Tokenizer;
import io.srpo.engine.weights.DurableFile;
import io.srpo.engine.weights.SafetensorsWriter;
import io.srpo.engine.weights.SavedType;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Saves a model as a folder that transformers, vLLM and {@link ModelFiles} load. Every file is written aside, synced and renamed; {@code config.json} comes last, so a
 * folder without it is one whose saving was cut off. The same model gives the same bytes.
 */
public final class HuggingFaceFolder {
    private HuggingFaceFolder() {}

    /**
     * Writes {@code model.safetensors}, {@code generation_config.json}, {@code config.json} and, with a tokenizer, {@code tokenizer.json} and
     * {@code tokenizer_config.json} with the chat template.
     *
     * @param folder made when it is not there; other files in it are left alone
     * @param values gives each tensor of {@link ParameterShapes#of} by name, row-major; asked for one at a time
     * @param tokenizer null for a model without one
     * @param chatTemplate null when the model has none
     * @throws SrpoException (resource) when the disk refuses; (internal) when a tensor has a wrong number of values
     */
    public static void write(
            Path folder,
            ModelConfig config,
            Function<String, float[]> values,
            SavedType type,
            @Nullable Tokenizer tokenizer,
            @Nullable ChatTemplate chatTemplate) {
        try {
            Files.createDirectories(folder);
        } catch (IOException e) {
            throw SrpoException.resource(
                    folder + ": cannot be made (" + e.getMessage() + "); choose another folder", e);
        }
        SafetensorsWriter.write(folder.resolve("model.safetensors"), ParameterShapes.of(config), values, type);
        if (tokenizer != null) {
            DurableFile.write(folder.resolve("tokenizer.json"), tokenizer.json());
            DurableFile.write(
                    folder.resolve("tokenizer_config.json"), SavedConfig.tokenizer(config, tokenizer, chatTemplate));
        }
        if (chatTemplate != null) {
            DurableFile.write(folder.resolve("chat_template.jinja"), chatTemplate.source());
        }
        DurableFile.write(folder.resolve("generation_config.json"), SavedConfig.generation(config));
        DurableFile.write(folder.resolve("config.json"), SavedConfig.model(config, type));
    }
}
