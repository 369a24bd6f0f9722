package io.srpo.engine.weights;

import io.srpo.core.SrpoException;
import java.nio.file.Path;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** llama.cpp's tensor names in Hugging Face's words. */
public final class GgufNames {
    /** What Llama 3 divides its rotary frequencies by: {@code [headDim / 2]}, fp32. */
    public static final String ROTARY_DIVISORS = "rope_freqs.weight";

    private static final Map<String, String> TOP = Map.of(
            "token_embd.weight",
            "model.embed_tokens.weight",
            "output_norm.weight",
            "model.norm.weight",
            "output.weight",
            "lm_head.weight");
    private static final Map<String, String> IN_LAYER = Map.ofEntries(
            Map.entry("attn_norm", "input_layernorm"),
            Map.entry("attn_q", "self_attn.q_proj"),
            Map.entry("attn_k", "self_attn.k_proj"),
            Map.entry("attn_v", "self_attn.v_proj"),
            Map.entry("attn_output", "self_attn.o_proj"),
            Map.entry("attn_q_norm", "self_attn.q_norm"),
            Map.entry("attn_k_norm", "self_attn.k_norm"),
            Map.entry("ffn_norm", "post_attention_layernorm"),
            Map.entry("ffn_gate", "mlp.gate_proj"),
            Map.entry("ffn_up", "mlp.up_proj"),
            Map.entry("ffn_down", "mlp.down_proj"));
    private static final Pattern LAYER = Pattern.compile("blk\\.(\\d+)\\.(\\w+)\\.(weight|bias)");

    private GgufNames() {}

    static String huggingFace(Path path, String name) {
        String top = TOP.get(name);
        if (top != null) {
            return top;
        }
        Matcher matcher = LAYER.matcher(name);
        String part = matcher.matches() ? IN_LAYER.get(matcher.group(2)) : null;
        if (part == null) {
            throw SrpoException.input(path + ": tensor " + name
                    + " belongs to no supported decoder; supported are Llama, Qwen2 and Qwen3");
        }
        return "model.layers." + matcher.group(1) + "." + part + "." + matcher.group(3);
    }
}
