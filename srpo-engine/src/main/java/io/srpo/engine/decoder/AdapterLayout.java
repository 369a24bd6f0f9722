package io.srpo.engine.decoder;

import io.srpo.core.SrpoException;
import io.srpo.engine.model.ModelConfig;

/** Where an adapter's target lies among the multiplied matrices, and what PEFT calls it. */
record AdapterLayout(ModelConfig config) {
    /** @param firstRow within the site's matrix */
    record Target(Site site, int firstRow, int out, int in) {}

    Target target(String name) {
        int hidden = config.hiddenSize();
        int queries = config.heads() * config.headDim();
        int keys = config.kvHeads() * config.headDim();
        int inner = config.intermediateSize();
        return switch (name) {
            case "q_proj" -> new Target(Site.QKV, 0, queries, hidden);
            case "k_proj" -> new Target(Site.QKV, queries, keys, hidden);
            case "v_proj" -> new Target(Site.QKV, queries + keys, keys, hidden);
            case "o_proj" -> new Target(Site.O, 0, hidden, queries);
            case "gate_proj" -> new Target(Site.GATE_UP, 0, inner, hidden);
            case "up_proj" -> new Target(Site.GATE_UP, inner, inner, hidden);
            case "down_proj" -> new Target(Site.DOWN, 0, hidden, inner);
            default -> throw SrpoException.internal("no adapter target " + name);
        };
    }

    /** "base_model.model.model.layers.3.self_attn.q_proj". */
    static String peftName(int layer, String target) {
        return "base_model.model." + weightName(layer, target).replace(".weight", "");
    }

    /** "model.layers.3.self_attn.q_proj.weight". */
    static String weightName(int layer, String target) {
        boolean attention = target.length() == "q_proj".length();
        return ParameterLayout.layer(layer) + (attention ? "self_attn." : "mlp.") + target + ".weight";
    }
}
