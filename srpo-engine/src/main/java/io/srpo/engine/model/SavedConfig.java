package io.srpo.engine.model;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.srpo.core.SrpoException;
import io.srpo.engine.tokenizer.ChatTemplate;
import io.srpo.engine.tokenizer.Tokenizer;
import io.srpo.engine.weights.SavedType;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** The JSON files of a saved model. */
final class SavedConfig {
    private static final ObjectMapper JSON = new ObjectMapper();

    private SavedConfig() {}

    /** {@code config.json}, for transformers 4 and 5 alike. */
    static String model(ModelConfig config, SavedType type) {
        ObjectNode json = JSON.createObjectNode();
        String family =
                switch (config.architecture()) {
                    case LLAMA -> "Llama";
                    case QWEN2 -> "Qwen2";
                    case QWEN3 -> "Qwen3";
                };
        String dtype =
                switch (type) {
                    case F32 -> "float32";
                    case BF16 -> "bfloat16";
                };
        json.putArray("architectures").add(family + "ForCausalLM");
        json.put("model_type", family.toLowerCase(Locale.ROOT));
        json.put("vocab_size", config.vocabSize());
        json.put("hidden_size", config.hiddenSize());
        json.put("intermediate_size", config.intermediateSize());
        json.put("num_hidden_layers", config.layers());
        json.put("num_attention_heads", config.heads());
        json.put("num_key_value_heads", config.kvHeads());
        json.put("head_dim", config.headDim());
        json.put("hidden_act", "silu");
        json.put("max_position_embeddings", config.maxPositions());
        json.put("rms_norm_eps", config.rmsNormEps());
        HuggingFaceRope.write(config, json);
        json.put("tie_word_embeddings", config.tiedEmbeddings());
        if (config.architecture() != ModelConfig.Architecture.QWEN2) {
            // Qwen2's bias on q, k and v is not a matter of configuration.
            json.put("attention_bias", false);
        }
        if (config.architecture() == ModelConfig.Architecture.LLAMA) {
            json.put("mlp_bias", false);
        } else {
            json.put("use_sliding_window", false);
        }
        json.putNull("bos_token_id");
        endTokens(json, config);
        json.put("dtype", dtype).put("torch_dtype", dtype);
        json.put("use_cache", true);
        return text(json);
    }

    static String generation(ModelConfig config) {
        ObjectNode json = JSON.createObjectNode();
        endTokens(json, config);
        return text(json);
    }

    static String tokenizer(ModelConfig config, Tokenizer tokenizer, @Nullable ChatTemplate chatTemplate) {
        ObjectNode json = JSON.createObjectNode();
        json.put("tokenizer_class", "PreTrainedTokenizerFast");
        json.put("model_max_length", config.maxPositions());
        json.put("clean_up_tokenization_spaces", false);
        String bos = chatTemplate == null ? null : chatTemplate.bos();
        String eos = chatTemplate == null ? null : chatTemplate.eos();
        if (eos == null && !config.eosTokens().isEmpty()) {
            eos = tokenizer.decode(new int[] {config.eosTokens().get(0)}, false);
        }
        if (bos != null) {
            json.put("bos_token", bos);
        }
        if (eos != null) {
            json.put("eos_token", eos).put("pad_token", eos);
        }
        if (chatTemplate != null) {
            json.put("chat_template", chatTemplate.source());
        }
        return text(json);
    }

    /** One number, a list of several, or null for none. */
    private static void endTokens(ObjectNode json, ModelConfig config) {
        switch (config.eosTokens().size()) {
            case 0 -> json.putNull("eos_token_id");
            case 1 -> json.put("eos_token_id", config.eosTokens().get(0));
            default -> {
                ArrayNode list = json.putArray("eos_token_id");
                config.eosTokens().forEach(list::add);
            }
        }
    }

    private static String text(ObjectNode json) {
        try {
            // The same line ends on every system: saved models are compared by their bytes.
            DefaultPrettyPrinter printer =
                    new DefaultPrettyPrinter().withObjectIndenter(new DefaultIndenter("  ", "\n"));
            return JSON.writer(printer).writeValueAsString(json) + "\n";
        } catch (JsonProcessingException e) {
            throw SrpoException.internal("a configuration could not be written as JSON", e);
        }
    }
}
