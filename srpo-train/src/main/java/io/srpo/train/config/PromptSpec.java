package io.srpo.train.config;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * How a task is shown to the model, and where its answer is looked for.
 *
 * @param think tags around the thinking; null when the model is not asked for any
 * @param answer defaults to answer tags, with the chat template to boxed, then "the answer is", then the last number
 * @param system the system message of the chat template; null for none
 * @param instructions by domain, the sentence that follows the question in the chat template; a domain left out gets the product's own
 */
public record PromptSpec(
        Template template,
        @Nullable Tags think,
        AnswerSpec answer,
        @Nullable String system,
        Map<String, String> instructions) {
    public PromptSpec {
        instructions = Collections.unmodifiableMap(new LinkedHashMap<>(instructions));
    }

    /** The shape of the prompt. */
    public enum Template {
        /** A conversation in plain text that tells the model to think first, then to answer; for base models. */
        @JsonProperty("r1-zero")
        R1_ZERO,
        /** The model's own chat template. */
        @JsonProperty("chat")
        CHAT,
        /** The bare question, as the bundled policy knows it. */
        @JsonProperty("plain")
        PLAIN
    }
}
