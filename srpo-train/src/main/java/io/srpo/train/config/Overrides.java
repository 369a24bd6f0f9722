package io.srpo.train.config;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.srpo.core.SrpoException;
import java.util.List;

/** {@code --set key=value}: keys are dotted, list items numbered from 0 ({@code stages.0.until.steps=5}), values are YAML. */
final class Overrides {
    private Overrides() {}

    /**
     * Puts the values into the tree, making the objects on the way.
     *
     * @return JSON pointers that were set
     * @throws SrpoException (usage) when one is not {@code key=value}, or names a list item that is not there
     */
    static List<String> apply(ObjectNode root, List<String> sets) {
        return sets.stream().map(set -> apply(root, set)).toList();
    }

    private static String apply(ObjectNode root, String set) {
        int equals = set.indexOf('=');
        if (equals <= 0) {
            throw SrpoException.usage("--set " + set + ": write it as key=value, such as --set rollout.samples=16");
        }
        String dotted = set.substring(0, equals).strip();
        String[] keys = dotted.split("\\.", -1);
        JsonNode at = root;
        for (int i = 0; i < keys.length - 1; i++) {
            at = descend(at, keys[i], set);
        }
        JsonNode value = YamlTree.value("--set " + dotted, set.substring(equals + 1));
        String last = keys[keys.length - 1];
        if (at instanceof ArrayNode array) {
            array.set(index(array, last, set), value);
        } else {
            ((ObjectNode) at).set(last, value);
        }
        // A rule is an object with one key: setting another one means that one instead.
        if (at instanceof ObjectNode rule && keys.length > 1 && keys[keys.length - 2].equals("until")) {
            rule.retain(last);
        }
        return Pointers.pointer(dotted);
    }

    private static JsonNode descend(JsonNode at, String key, String set) {
        if (at instanceof ArrayNode array) {
            return container(array.get(index(array, key, set)), key, set);
        }
        ObjectNode object = (ObjectNode) at;
        JsonNode child = object.get(key);
        return child == null || child.isNull() ? object.putObject(key) : container(child, key, set);
    }

    private static JsonNode container(JsonNode child, String key, String set) {
        if (!child.isContainerNode()) {
            throw SrpoException.usage("--set " + set + ": \"" + key + "\" is a single value, nothing lies under it");
        }
        return child;
    }

    private static int index(ArrayNode array, String key, String set) {
        if (!key.matches("[0-9]{1,6}") || Integer.parseInt(key) >= array.size()) {
            throw SrpoException.usage("--set " + set + ": \"" + key + "\" has to be the number of one of the list's "
                    + array.size() + " items, counted from 0");
        }
        return Integer.parseInt(key);
    }
}
