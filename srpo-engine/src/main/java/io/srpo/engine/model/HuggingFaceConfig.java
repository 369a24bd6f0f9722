package io.srpo.engine.model;

import io.srpo.core.SrpoException;
import io.srpo.engine.model.ModelConfig.Architecture;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Reads {@code config.json} and {@code generation_config.json}; what the decoder does not do is refused, naming the key. */
final class HuggingFaceConfig {
    private HuggingFaceConfig() {}

    /** @throws SrpoException (input) naming file and key */
    static ModelConfig read(Path folder) {
        JsonFile json = JsonFile.read(folder.resolve("config.json"));
        Architecture architecture = architecture(json);
        refuseUnsupported(json, architecture);
        int hidden = json.integer("hidden_size");
        int heads = json.integer("num_attention_heads");
        int kvHeads = json.integer("num_key_value_heads", heads);
        if (heads % kvHeads != 0) {
            throw SrpoException.input(json.path() + ": num_attention_heads " + heads
                    + " is not a multiple of num_key_value_heads " + kvHeads);
        }
        int maxPositions = json.integer("max_position_embeddings", architecture == Architecture.LLAMA ? 2048 : 32768);
        HuggingFaceRope rope = new HuggingFaceRope(json, maxPositions);
        return new ModelConfig(
                architecture,
                json.integer("vocab_size"),
                hidden,
                json.integer("intermediate_size"),
                json.integer("num_hidden_layers"),
                heads,
                kvHeads,
                json.integer("head_dim", architecture == Architecture.QWEN3 ? 128 : hidden / heads),
                maxPositions,
                json.real("rms_norm_eps", 1e-6),
                rope.theta(),
                rope.scaling(),
                json.flag("tie_word_embeddings"),
                architecture == Architecture.QWEN2,
                architecture == Architecture.QWEN3,
                eos(folder, json));
    }

    private static Architecture architecture(JsonFile json) {
        String name = json.root()
                .path("architectures")
                .path(0)
                .asText(json.root().path("model_type").asText("absent"));
        return switch (name) {
            case "LlamaForCausalLM", "llama" -> Architecture.LLAMA;
            case "Qwen2ForCausalLM", "qwen2" -> Architecture.QWEN2;
            case "Qwen3ForCausalLM", "qwen3" -> Architecture.QWEN3;
            default ->
                throw SrpoException.input(json.path() + ": the architecture (key architectures, else model_type) is "
                        + name + "; supported are LlamaForCausalLM, Qwen2ForCausalLM and Qwen3ForCausalLM");
        };
    }

    private static void refuseUnsupported(JsonFile json, Architecture architecture) {
        String activation = json.root().path("hidden_act").asText("silu");
        if (!activation.equals("silu")) {
            throw SrpoException.input(json.path() + ": hidden_act is " + activation + "; only silu is supported");
        }
        if (json.has("quantization_config")) {
            throw SrpoException.input(
                    json.path() + ": quantization_config is set; use the unquantised weights or a GGUF file");
        }
        for (String key : List.of("attention_bias", "mlp_bias", "use_sliding_window")) {
            // Qwen2 always has its bias on q, k and v, whatever the key says.
            if (json.flag(key) && !(key.equals("attention_bias") && architecture == Architecture.QWEN2)) {
                throw SrpoException.input(
                        json.path() + ": " + key + " is true, which this decoder does not do; use another model");
            }
        }
    }

    private static List<Integer> eos(Path folder, JsonFile config) {
        Path generation = folder.resolve("generation_config.json");
        if (Files.isRegularFile(generation)) {
            List<Integer> tokens = JsonFile.read(generation).integers("eos_token_id");
            if (!tokens.isEmpty()) {
                return tokens;
            }
        }
        return config.integers("eos_token_id");
    }
}
