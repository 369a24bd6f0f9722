package io.srpo.engine.model;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.srpo.core.SrpoException;

/** The rotary embedding in {@code config.json}: transformers 5 writes {@code rope_parameters}, older versions {@code rope_theta} and {@code rope_scaling}. */
final class HuggingFaceRope {
    private final JsonFile json;
    private final int maxPositions;

    HuggingFaceRope(JsonFile json, int maxPositions) {
        this.json = json;
        this.maxPositions = maxPositions;
    }

    double theta() {
        JsonNode nested = json.root().path("rope_parameters").path("rope_theta");
        return nested.isNumber() ? nested.doubleValue() : json.real("rope_theta", 10000.0);
    }

    RopeScaling scaling() {
        String key = type("rope_parameters").equals("default") ? "rope_scaling" : "rope_parameters";
        String type = type(key);
        JsonNode rope = json.root().path(key);
        return switch (type) {
            case "default" -> new RopeScaling.None();
            case "linear" -> new RopeScaling.Linear(number(rope, key, "factor"));
            case "llama3" ->
                new RopeScaling.Llama3(
                        number(rope, key, "factor"),
                        number(rope, key, "low_freq_factor"),
                        number(rope, key, "high_freq_factor"),
                        originalPositions(rope));
            case "yarn" -> yarn(rope, key);
            default ->
                throw SrpoException.input(json.path() + ": " + key + " is of type " + type
                        + "; supported are default, linear, llama3 and yarn");
        };
    }

    private String type(String key) {
        JsonNode rope = json.root().path(key);
        return rope.path("rope_type").asText(rope.path("type").asText("default"));
    }

    private RopeScaling yarn(JsonNode rope, String key) {
        double factor = number(rope, key, "factor");
        double scale = rope.path("mscale").asDouble(0);
        double all = rope.path("mscale_all_dim").asDouble(0);
        double usual = scale != 0 && all != 0
                ? RopeScaling.Yarn.magnitude(factor, scale) / RopeScaling.Yarn.magnitude(factor, all)
                : RopeScaling.Yarn.magnitude(factor, 1);
        return new RopeScaling.Yarn(
                factor,
                originalPositions(rope),
                rope.path("beta_fast").asDouble(32),
                rope.path("beta_slow").asDouble(1),
                rope.path("attention_factor").asDouble(usual),
                rope.path("truncate").asBoolean(true));
    }

    private int originalPositions(JsonNode rope) {
        return rope.path("original_max_position_embeddings").asInt(maxPositions);
    }

    private double number(JsonNode rope, String key, String name) {
        JsonNode value = rope.path(name);
        if (!value.isNumber() || value.doubleValue() <= 0) {
            throw SrpoException.input(json.path() + ": " + key + "." + name + " should be a number above 0 but is "
                    + (value.isMissingNode() ? "missing" : value.toString()));
        }
        return value.doubleValue();
    }

    /** Writes theta and scaling for transformers 4 and 5 alike. */
    static void write(ModelConfig config, ObjectNode json) {
        json.put("rope_theta", config.ropeTheta());
        ObjectNode parameters = json.putObject("rope_parameters");
        scaling(config.ropeScaling(), parameters);
        if (!config.ropeScaling().equals(new RopeScaling.None())) {
            scaling(config.ropeScaling(), json.putObject("rope_scaling"));
        }
        parameters.put("rope_theta", config.ropeTheta());
    }

    private static void scaling(RopeScaling scaling, ObjectNode json) {
        if (scaling instanceof RopeScaling.Linear linear) {
            json.put("rope_type", "linear").put("factor", linear.factor());
        } else if (scaling instanceof RopeScaling.Llama3 llama) {
            json.put("rope_type", "llama3")
                    .put("factor", llama.factor())
                    .put("low_freq_factor", llama.low())
                    .put("high_freq_factor", llama.high())
                    .put("original_max_position_embeddings", llama.originalPositions());
        } else if (scaling instanceof RopeScaling.Yarn yarn) {
            json.put("rope_type", "yarn")
                    .put("factor", yarn.factor())
                    .put("original_max_position_embeddings", yarn.originalPositions())
                    .put("beta_fast", yarn.betaFast())
                    .put("beta_slow", yarn.betaSlow())
                    .put("attention_factor", yarn.magnitude())
                    .put("truncate", yarn.truncate());
        } else {
            json.put("rope_type", "default");
        }
    }
}
