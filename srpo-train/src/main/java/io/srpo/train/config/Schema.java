package io.srpo.train.config;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.PathType;
import com.networknt.schema.SchemaValidatorsConfig;
import com.networknt.schema.SpecVersion;
import com.networknt.schema.ValidationMessage;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** A published JSON schema: holds a tree against it, and fills in what the tree leaves out. */
final class Schema {
    private final JsonNode root;
    private final JsonSchema validator;

    private Schema(JsonNode root) {
        this.root = root;
        this.validator = JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012)
                .getSchema(
                        root,
                        SchemaValidatorsConfig.builder()
                                .pathType(PathType.JSON_POINTER)
                                .build());
    }

    /** Reads a schema that lies beside this class. */
    static Schema resource(String name) {
        try (InputStream in = Objects.requireNonNull(Schema.class.getResourceAsStream(name), name)) {
            return new Schema(new ObjectMapper().readTree(in));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** What is wrong with the tree; empty when nothing is. */
    List<ValidationMessage> violations(JsonNode tree) {
        return List.copyOf(validator.validate(tree));
    }

    /** Known keys of the object at this place; empty when it takes any. */
    List<String> keysAt(JsonNode tree, String pointer) {
        JsonNode schema = root;
        for (String step :
                pointer.isEmpty() ? new String[0] : pointer.substring(1).split("/", -1)) {
            schema = resolve(schema);
            schema = schema.has("items")
                    ? schema.get("items")
                    : schema.path("properties").path(step);
        }
        List<String> keys = new ArrayList<>();
        resolve(schema).path("properties").fieldNames().forEachRemaining(keys::add);
        return keys;
    }

    /** Puts every default of the schema where the tree says nothing. */
    void fill(ObjectNode tree) {
        fill(tree, root);
    }

    private void fill(JsonNode node, JsonNode unresolved) {
        JsonNode schema = resolve(unresolved);
        if (node instanceof ArrayNode array && schema.has("items")) {
            array.forEach(item -> fill(item, schema.get("items")));
        } else if (node instanceof ObjectNode object) {
            for (Map.Entry<String, JsonNode> property :
                    schema.path("properties").properties()) {
                JsonNode standard = property.getValue().get("default");
                if (standard != null && !object.has(property.getKey())) {
                    object.set(property.getKey(), standard.deepCopy());
                }
                if (object.has(property.getKey())) {
                    fill(object.get(property.getKey()), property.getValue());
                }
            }
        }
    }

    private JsonNode resolve(JsonNode schema) {
        JsonNode reference = schema.get("$ref");
        return reference == null ? schema : root.at(reference.textValue().substring(1));
    }
}
