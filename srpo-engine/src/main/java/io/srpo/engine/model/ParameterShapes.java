package io.srpo.engine.model;

import io.srpo.core.SrpoException;
import io.srpo.engine.weights.WeightSource;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** The parameters that a decoder of given shape has: Hugging Face names and shapes ({@code [out, in]}), in the order of transformers' own listing. */
public final class ParameterShapes {
    private ParameterShapes() {}

    /** Name to shape; {@code lm_head.weight} only when the embeddings are not tied. */
    public static Map<String, long[]> of(ModelConfig config) {
        Map<String, long[]> shapes = new LinkedHashMap<>();
        long hidden = config.hiddenSize();
        shapes.put("model.embed_tokens.weight", new long[] {config.vocabSize(), hidden});
        for (int layer = 0; layer < config.layers(); layer++) {
            layer(shapes, config, "model.layers." + layer + ".");
        }
        shapes.put("model.norm.weight", new long[] {hidden});
        if (!config.tiedEmbeddings()) {
            shapes.put("lm_head.weight", new long[] {config.vocabSize(), hidden});
        }
        return Collections.unmodifiableMap(shapes);
    }

    private static void layer(Map<String, long[]> shapes, ModelConfig config, String layer) {
        long hidden = config.hiddenSize();
        long queries = (long) config.heads() * config.headDim();
        long keys = (long) config.kvHeads() * config.headDim();
        long inner = config.intermediateSize();
        attention(shapes, config, layer + "self_attn.q_proj.", queries);
        attention(shapes, config, layer + "self_attn.k_proj.", keys);
        attention(shapes, config, layer + "self_attn.v_proj.", keys);
        shapes.put(layer + "self_attn.o_proj.weight", new long[] {hidden, queries});
        if (config.qkNorm()) {
            shapes.put(layer + "self_attn.q_norm.weight", new long[] {config.headDim()});
            shapes.put(layer + "self_attn.k_norm.weight", new long[] {config.headDim()});
        }
        shapes.put(layer + "mlp.gate_proj.weight", new long[] {inner, hidden});
        shapes.put(layer + "mlp.up_proj.weight", new long[] {inner, hidden});
        shapes.put(layer + "mlp.down_proj.weight", new long[] {hidden, inner});
        shapes.put(layer + "input_layernorm.weight", new long[] {hidden});
        shapes.put(layer + "post_attention_layernorm.weight", new long[] {hidden});
    }

    private static void attention(Map<String, long[]> shapes, ModelConfig config, String name, long out) {
        shapes.put(name + "weight", new long[] {out, config.hiddenSize()});
        if (config.attentionBias()) {
            shapes.put(name + "bias", new long[] {out});
        }
    }

    /**
     * Compares weights with what the configuration says, before anything is read.
     *
     * @param weights whose {@code toString} names the file
     * @throws SrpoException (input) for a missing tensor or one of another shape, naming file and tensor
     */
    public static void check(ModelConfig config, WeightSource weights) {
        Set<String> names = weights.names();
        Map<String, long[]> shapes = of(config);
        shapes.forEach((name, shape) -> {
            if (!names.contains(name)) {
                throw SrpoException.input(weights + ": no tensor " + name + ", which a "
                        + config.architecture().name().toLowerCase(Locale.ROOT)
                        + " of this configuration needs; the file is incomplete, fetch or export it again");
            }
            long[] found = weights.shape(name);
            if (!Arrays.equals(found, shape)) {
                throw SrpoException.input(weights + ": tensor " + name + " has shape " + Arrays.toString(found)
                        + " where the configuration asks for " + Arrays.toString(shape)
                        + "; configuration and weights are of different models");
            }
        });
        for (String name : names) {
            // A bias that the decoder would leave out changes every answer, so it is not passed over.
            if (name.endsWith(".bias") && !shapes.containsKey(name)) {
                throw SrpoException.input(weights + ": tensor " + name + " is a bias that a " + config.architecture()
                        + " decoder does not have; use another model");
            }
        }
    }
}
