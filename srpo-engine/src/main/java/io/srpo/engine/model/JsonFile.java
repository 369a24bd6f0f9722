package io.srpo.engine.model;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.srpo.core.SrpoException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** A JSON object in a file, with errors that name file and key. */
record JsonFile(Path path, JsonNode root) {
    private static final ObjectMapper JSON = new ObjectMapper();

    static JsonFile read(Path path) {
        if (!Files.isRegularFile(path)) {
            throw SrpoException.input(path + ": no such file; a Hugging Face folder needs it");
        }
        try {
            JsonNode root = JSON.readTree(path.toFile());
            if (root == null || !root.isObject()) {
                throw SrpoException.input(path + ": not a JSON object; fetch or export it again");
            }
            return new JsonFile(path, root);
        } catch (IOException e) {
            throw SrpoException.input(
                    path + ": not readable as JSON (" + e.getMessage() + "); fetch or export it again", e);
        }
    }

    /** A key that is there and not null. */
    boolean has(String key) {
        return root.hasNonNull(key);
    }

    int integer(String key) {
        JsonNode node = root.path(key);
        if (!node.isInt() || node.intValue() <= 0) {
            throw SrpoException.input(path + ": key " + key + " should be a whole number above 0 but is "
                    + (node.isMissingNode() ? "missing" : node.toString()));
        }
        return node.intValue();
    }

    int integer(String key, int absent) {
        return has(key) ? integer(key) : absent;
    }

    double real(String key, double absent) {
        if (!has(key)) {
            return absent;
        }
        if (!root.path(key).isNumber()) {
            throw SrpoException.input(path + ": key " + key + " should be a number but is " + root.path(key));
        }
        return root.path(key).doubleValue();
    }

    boolean flag(String key) {
        return root.path(key).asBoolean(false);
    }

    /** One number or a list of them; empty when absent. */
    List<Integer> integers(String key) {
        List<Integer> all = new ArrayList<>();
        JsonNode node = root.path(key);
        if (node.isInt()) {
            all.add(node.intValue());
        }
        node.forEach(item -> all.add(item.intValue()));
        return all;
    }
}
