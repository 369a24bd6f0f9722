package io.srpo.train.config;

import com.fasterxml.jackson.databind.JsonNode;
import com.networknt.schema.ValidationMessage;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * One thing that is wrong with a configuration, in words.
 *
 * @param pointer where, as a JSON pointer
 * @param text what, and how to mend it
 */
record Fault(String pointer, String text) {
    static Fault of(ValidationMessage message, Schema schema, JsonNode tree) {
        String at = message.getInstanceLocation().toString();
        String key = Pointers.dotted(at);
        JsonNode rule = message.getSchemaNode();
        String found = shown(tree.at(at));
        return switch (message.getType()) {
            case "additionalProperties" -> unknown(at, message.getProperty(), schema.keysAt(tree, at));
            case "required" ->
                new Fault(
                        at,
                        (key.isEmpty() ? "the configuration" : key) + " needs the key \"" + message.getProperty()
                                + "\"");
            case "enum" -> new Fault(at, key + " cannot be " + found + nearest(found, rule));
            case "type" -> new Fault(at, key + " has to be " + kind(rule) + ", not " + found);
            case "minimum" -> new Fault(at, key + " has to be at least " + rule.asText() + ", not " + found);
            case "maximum" -> new Fault(at, key + " has to be at most " + rule.asText() + ", not " + found);
            case "exclusiveMinimum" -> new Fault(at, key + " has to be above " + rule.asText() + ", not " + found);
            case "exclusiveMaximum" -> new Fault(at, key + " has to be under " + rule.asText() + ", not " + found);
            case "minItems", "maxItems" ->
                new Fault(
                        at,
                        key + " has to be a list of "
                                + (message.getType().equals("minItems") ? "at least " : "at most ") + rule.asText()
                                + ", not " + found);
            case "minLength" -> new Fault(at, key + " is empty");
            case "minProperties", "maxProperties" ->
                new Fault(
                        at,
                        key + " takes exactly one of " + String.join(", ", schema.keysAt(tree, at))
                                + "; join several with any: [{..}, {..}] or all: [{..}, {..}]");
            case "pattern" ->
                new Fault(
                        at,
                        key + " cannot be " + found
                                + "; use boxed, phrase, bold, whole, equals, last-number, or a pair of tags such as <answer>, </answer>");
            default -> new Fault(at, key + ": " + message.getMessage());
        };
    }

    private static Fault unknown(String at, String word, List<String> known) {
        String key = Pointers.dotted(at + "/" + Pointers.escape(word));
        String mend = Suggest.nearest(word, known)
                .map(k -> "did you mean \"" + k + "\"?")
                .orElse("known here: " + String.join(", ", known));
        return new Fault(at + "/" + Pointers.escape(word), key + " is not a known key; " + mend);
    }

    private static String nearest(String found, JsonNode allowed) {
        List<String> words = new ArrayList<>();
        allowed.forEach(word -> words.add(word.asText()));
        Optional<String> meant = Suggest.nearest(found.replace("\"", ""), words);
        return meant.map(w -> "; did you mean " + w + "? (").orElse(" (") + "one of " + String.join(", ", words) + ")";
    }

    private static String kind(JsonNode type) {
        if (type.isArray()) {
            List<String> kinds = new ArrayList<>();
            type.forEach(t -> kinds.add(kind(t)));
            return String.join(" or ", kinds);
        }
        return switch (type.asText()) {
            case "integer" -> "a whole number";
            case "number" -> "a number";
            case "string" -> "text";
            case "boolean" -> "true or false";
            case "array" -> "a list";
            case "object" -> "a group of \"key: value\"";
            case "null" -> "null";
            default -> type.asText();
        };
    }

    private static String shown(JsonNode node) {
        String text = node.toString();
        return text.length() <= 60 ? text : text.substring(0, 57) + "...";
    }
}
