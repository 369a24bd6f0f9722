package io.srpo.train.config;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.srpo.core.SrpoException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * All that decides a supervised run, beside the files it names.
 *
 * @param data at least one file of prompt and completion
 * @param template {@code raw}, or {@code chat}: the prompt is the user's message in the model's chat template
 * @param epochs passes over the data
 * @param batch examples a step
 * @param checkpointing whether layers are computed again in the backward pass, for less memory
 */
public record SftConfig(
        long seed,
        SftModel model,
        List<SftData> data,
        String template,
        int epochs,
        int batch,
        OptimizerSpec optimizer,
        CheckpointSpec checkpoint,
        int microBatchTokens,
        boolean checkpointing,
        int threads) {
    private static final ObjectMapper MAPPER =
            JsonMapper.builder().addModule(new PathModule()).build();

    public SftConfig {
        data = List.copyOf(data);
    }

    /**
     * What is trained: weights that are there, or a fresh model of a given shape; just one of the two.
     *
     * @param path a Hugging Face folder, a GGUF file, or {@value ModelSpec#BUNDLED}; null for a fresh model
     * @param dtype {@code auto}, {@code fp32} or {@code bf16}
     * @param lora adapters that are trained in place of the weights; null to train the weights
     */
    public record SftModel(
            @Nullable String path,
            String dtype,
            @Nullable FreshModel fresh,
            @Nullable LoraSpec lora) {}

    /**
     * Shape of a fresh Llama with tied embeddings.
     *
     * @param tokenizer folder with the {@code tokenizer.json} that the model shall have
     * @param context longest text in tokens
     */
    public record FreshModel(
            Path tokenizer, int hidden, int intermediate, int layers, int heads, int kvHeads, int context) {}

    /**
     * @param file JSONL, absolute
     * @param limit lines taken from the beginning; 0 takes all
     * @param prompt how a line's prompt is written from its columns, such as {@code {Body} {Question}}
     * @param completion the same of the completion
     */
    public record SftData(Path file, int limit, String prompt, String completion) {}

    /**
     * Reads a configuration and looks whether the files it names are there.
     *
     * @param sets {@code key=value} overrides, dotted keys, list items numbered from 0
     * @throws SrpoException (input, usage) naming file, line and key of what is wrong, and how to mend it
     */
    public static SftConfig load(Path file, List<String> sets) {
        ConfigFile config = ConfigFile.read(file, sets, Schema.resource("srpo-sft.schema.json"));
        Path folder = file.toAbsolutePath().getParent();
        ObjectNode model = (ObjectNode) config.tree().get("model");
        boolean fresh = model.path("fresh").isObject();
        boolean weights = model.path("path").isTextual();
        if (fresh == weights) {
            throw config.fault(
                    "/model",
                    "model: give either path (weights to start from) or fresh (the shape of a new model)"
                            + (fresh ? ", not both" : ""));
        }
        if (fresh) {
            ConfigPaths.resolve(
                    config, (ObjectNode) model.get("fresh"), "tokenizer", "/model/fresh/tokenizer", folder, true);
        } else if (!model.get("path").textValue().equals(ModelSpec.BUNDLED)) {
            ConfigPaths.resolve(config, model, "path", "/model/path", folder, true);
        }
        JsonNode data = config.tree().get("data");
        for (int i = 0; i < data.size(); i++) {
            ConfigPaths.resolve(config, (ObjectNode) data.get(i), "file", "/data/" + i + "/file", folder, true);
        }
        try {
            return MAPPER.treeToValue(config.tree(), SftConfig.class);
        } catch (JsonProcessingException e) {
            throw SrpoException.internal(file + " passed the schema but cannot be read: " + e.getOriginalMessage(), e);
        }
    }

    /** The whole configuration with every default written out and paths absolute. */
    public String toYaml() {
        return YamlText.of(MAPPER.convertValue(this, LinkedHashMap.class));
    }
}
