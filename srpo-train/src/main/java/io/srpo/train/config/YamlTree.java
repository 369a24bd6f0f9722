package io.srpo.train.config;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.srpo.core.SrpoException;
import java.io.StringReader;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.NodeTuple;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;

/**
 * A YAML text as a JSON tree that remembers the line of every value. Plain scalars are read as YAML 1.2 does ({@code 1e-6} is a number,
 * {@code off} a word), which is not what the parser's own YAML 1.1 rules would make of them.
 */
final class YamlTree {
    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;
    private static final int DEEPEST = 40;

    private final String file;
    private final Map<String, Integer> lines = new HashMap<>();

    private YamlTree(String file) {
        this.file = file;
    }

    /** A tree with the lines, by JSON pointer, on which its values' keys stand (from 1). */
    record Located(ObjectNode root, Map<String, Integer> lines) {}

    /** @throws SrpoException (input) when the text is not YAML, or not a mapping, or says a key twice */
    static Located parse(String file, String text) {
        YamlTree tree = new YamlTree(file);
        try {
            Node root = new Yaml(new LoaderOptions()).compose(new StringReader(text));
            if (root == null) {
                return new Located(JSON.objectNode(), tree.lines);
            }
            if (tree.read(root, "", 0) instanceof ObjectNode object) {
                return new Located(object, tree.lines);
            }
            throw SrpoException.input(file + ":" + line(root) + ": a configuration is made of \"key: value\" lines");
        } catch (MarkedYAMLException e) {
            int line = e.getProblemMark() == null ? 1 : e.getProblemMark().getLine() + 1;
            throw SrpoException.input(file + ":" + line + ": this is not YAML: " + e.getProblem(), e);
        }
    }

    /** A value as it would be read where it stands alone, such as behind {@code --set key=}. */
    static JsonNode value(String where, String text) {
        YamlTree tree = new YamlTree(where);
        try {
            Node root = new Yaml(new LoaderOptions()).compose(new StringReader(text));
            return root == null ? JSON.nullNode() : tree.read(root, "", 0);
        } catch (MarkedYAMLException e) {
            throw SrpoException.input(where + ": \"" + text + "\" is not YAML: " + e.getProblem(), e);
        }
    }

    private JsonNode read(Node node, String pointer, int depth) {
        lines.putIfAbsent(pointer, line(node));
        if (depth > DEEPEST) {
            throw SrpoException.input(file + ":" + line(node) + ": more than " + DEEPEST + " levels deep");
        }
        if (node instanceof MappingNode mapping) {
            ObjectNode object = JSON.objectNode();
            for (NodeTuple entry : mapping.getValue()) {
                put(object, entry, pointer, depth);
            }
            return object;
        } else if (node instanceof SequenceNode sequence) {
            var array = JSON.arrayNode();
            for (Node item : sequence.getValue()) {
                array.add(read(item, pointer + "/" + array.size(), depth + 1));
            }
            return array;
        }
        ScalarNode scalar = (ScalarNode) node;
        return scalar.isPlain() ? plain(scalar.getValue()) : JSON.textNode(scalar.getValue());
    }

    private void put(ObjectNode object, NodeTuple entry, String pointer, int depth) {
        if (!(entry.getKeyNode() instanceof ScalarNode key)) {
            throw SrpoException.input(file + ":" + line(entry.getKeyNode()) + ": a key has to be a word");
        }
        String child = pointer + "/" + Pointers.escape(key.getValue());
        Integer before = lines.put(child, line(key));
        if (before != null && object.has(key.getValue())) {
            throw SrpoException.input(file + ":" + line(key) + ": \"" + key.getValue() + "\" was already given on line "
                    + before + "; leave one of them out");
        }
        object.set(key.getValue(), read(entry.getValueNode(), child, depth + 1));
    }

    /** What YAML 1.2's core schema makes of an unquoted word. */
    static JsonNode plain(String word) {
        if (Set.of("", "~", "null", "Null", "NULL").contains(word)) {
            return JSON.nullNode();
        }
        if (Set.of("true", "True", "TRUE", "false", "False", "FALSE").contains(word)) {
            return JSON.booleanNode(word.equalsIgnoreCase("true"));
        }
        if (word.matches("[-+]?[0-9]{1,18}")) {
            long number = Long.parseLong(word);
            return number == (int) number ? JSON.numberNode((int) number) : JSON.numberNode(number);
        }
        if (word.matches("[-+]?(\\.[0-9]+|[0-9]+(\\.[0-9]*)?)([eE][-+]?[0-9]+)?")) {
            return JSON.numberNode(Double.parseDouble(word));
        }
        return JSON.textNode(word);
    }

    private static int line(@Nullable Node node) {
        return node == null ? 1 : node.getStartMark().getLine() + 1;
    }
}
