package io.srpo.engine.model;

import com.fasterxml.jackson.databind.JsonNode;
import io.srpo.core.SrpoException;
import io.srpo.engine.tokenizer.ChatTemplate;
import io.srpo.engine.weights.GgufMetadata;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Finds a model's chat template and the texts of its begin and end tokens. */
final class ChatTemplates {
    private ChatTemplates() {}

    /** From {@code chat_template.jinja}, else {@code tokenizer_config.json}; null when neither has one. */
    static @Nullable ChatTemplate ofFolder(Path folder) {
        Path configPath = folder.resolve("tokenizer_config.json");
        JsonFile config = Files.isRegularFile(configPath) ? JsonFile.read(configPath) : null;
        Path jinja = folder.resolve("chat_template.jinja");
        String source = Files.isRegularFile(jinja)
                ? text(jinja)
                : config == null ? null : inConfig(config.root().path("chat_template"));
        if (source == null) {
            return null;
        }
        return new ChatTemplate(source, token(config, "bos_token"), token(config, "eos_token"));
    }

    static @Nullable ChatTemplate ofGguf(GgufMetadata meta) {
        String source = meta.stringOrNull("tokenizer.chat_template");
        if (source == null) {
            return null;
        }
        List<String> tokens = meta.strings("tokenizer.ggml.tokens");
        return new ChatTemplate(source, token(meta, tokens, "bos"), token(meta, tokens, "eos"));
    }

    /** A text, or a list of named ones of which {@code default} counts. */
    private static @Nullable String inConfig(JsonNode node) {
        if (node.isTextual()) {
            return node.asText();
        }
        for (JsonNode named : node) {
            if (named.path("name").asText().equals("default")) {
                return named.path("template").asText();
            }
        }
        return null;
    }

    /** A text, or an object with its {@code content}. */
    private static @Nullable String token(@Nullable JsonFile config, String key) {
        if (config == null) {
            return null;
        }
        JsonNode node = config.root().path(key);
        JsonNode content = node.isObject() ? node.path("content") : node;
        return content.isTextual() ? content.asText() : null;
    }

    private static @Nullable String token(GgufMetadata meta, List<String> tokens, String kind) {
        int id = meta.integer("tokenizer.ggml." + kind + "_token_id", -1);
        return id >= 0 && id < tokens.size() ? tokens.get(id) : null;
    }

    private static String text(Path path) {
        try {
            return Files.readString(path);
        } catch (IOException e) {
            throw SrpoException.input(path + ": cannot be read (" + e.getMessage() + ")", e);
        }
    }
}
