package io.srpo.engine.model;

import io.srpo.core.SrpoException;
import io.srpo.engine.model.ModelConfig.Architecture;
import io.srpo.engine.weights.GgufFile;
import io.srpo.engine.weights.GgufMetadata;
import java.util.ArrayList;
import java.util.List;

/** Reads a model's shape from GGUF metadata; what the decoder does not do is refused, naming the key. */
final class GgufConfig {
    private GgufConfig() {}

    /** @throws SrpoException (input) naming file and key */
    static ModelConfig read(GgufFile file) {
        GgufMetadata meta = file.metadata();
        String name = meta.string("general.architecture");
        Architecture architecture =
                switch (name) {
                    case "llama" -> Architecture.LLAMA;
                    case "qwen2" -> Architecture.QWEN2;
                    case "qwen3" -> Architecture.QWEN3;
                    default ->
                        throw SrpoException.input(file.path() + ": general.architecture is " + name
                                + "; supported are llama, qwen2 and qwen3");
                };
        refuseUnsupported(file, name);
        int hidden = meta.integer(name + ".embedding_length");
        int heads = meta.integer(name + ".attention.head_count");
        int headDim = meta.integer(name + ".attention.key_length", hidden / heads);
        int rotated = meta.integer(name + ".rope.dimension_count", headDim);
        if (rotated != headDim) {
            throw SrpoException.input(file.path() + ": " + name + ".rope.dimension_count is " + rotated + " of "
                    + headDim + "; only fully rotated heads are supported");
        }
        double theta = meta.real(name + ".rope.freq_base", 10000.0);
        return new ModelConfig(
                architecture,
                vocabulary(file, name),
                hidden,
                meta.integer(name + ".feed_forward_length"),
                meta.integer(name + ".block_count"),
                heads,
                meta.integer(name + ".attention.head_count_kv", heads),
                headDim,
                meta.integer(name + ".context_length"),
                meta.real(name + ".attention.layer_norm_rms_epsilon"),
                theta,
                new GgufRope(file, name).scaling(theta, headDim),
                !file.hasTensor("output.weight"),
                architecture == Architecture.QWEN2,
                architecture == Architecture.QWEN3,
                eos(meta));
    }

    private static void refuseUnsupported(GgufFile file, String name) {
        GgufMetadata meta = file.metadata();
        if (meta.integer(name + ".expert_count", 0) > 0) {
            throw SrpoException.input(
                    file.path() + ": " + name + ".expert_count is set; mixtures of experts are not supported");
        }
    }

    private static int vocabulary(GgufFile file, String name) {
        GgufMetadata meta = file.metadata();
        return meta.has(name + ".vocab_size")
                ? meta.integer(name + ".vocab_size")
                : meta.strings("tokenizer.ggml.tokens").size();
    }

    private static List<Integer> eos(GgufMetadata meta) {
        List<Integer> tokens = new ArrayList<>();
        for (String key : List.of("tokenizer.ggml.eos_token_id", "tokenizer.ggml.eot_token_id")) {
            if (meta.has(key) && !tokens.contains(meta.integer(key))) {
                tokens.add(meta.integer(key));
            }
        }
        return tokens;
    }
}
