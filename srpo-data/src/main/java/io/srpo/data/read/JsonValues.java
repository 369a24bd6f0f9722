package io.srpo.data.read;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** JSON values as plain Java ones: null, Boolean, Integer, Long, BigInteger, Double, String, List, Map. */
final class JsonValues {
    private JsonValues() {}

    static @Nullable Object value(JsonNode node) {
        return switch (node.getNodeType()) {
            case NULL, MISSING -> null;
            case BOOLEAN -> node.booleanValue();
            case NUMBER -> node.isIntegralNumber() ? node.numberValue() : (Object) node.doubleValue();
            case ARRAY -> list(node);
            case OBJECT -> {
                Map<String, @Nullable Object> map = new LinkedHashMap<>();
                node.properties().forEach(e -> map.put(e.getKey(), value(e.getValue())));
                yield Collections.unmodifiableMap(map);
            }
            case STRING, BINARY, POJO -> node.asText();
        };
    }

    static List<@Nullable Object> list(JsonNode array) {
        List<@Nullable Object> values = new ArrayList<>();
        array.forEach(n -> values.add(value(n)));
        return Collections.unmodifiableList(values);
    }

    static JsonNode node(@Nullable Object value) {
        JsonNodeFactory make = JsonNodeFactory.instance;
        if (value == null) {
            return make.nullNode();
        } else if (value instanceof Boolean b) {
            return make.booleanNode(b);
        } else if (value instanceof Integer i) {
            return make.numberNode(i);
        } else if (value instanceof Long l) {
            return make.numberNode(l);
        } else if (value instanceof BigInteger big) {
            return make.numberNode(big);
        } else if (value instanceof BigDecimal decimal) {
            return make.numberNode(decimal);
        } else if (value instanceof Double d) {
            return make.numberNode(d);
        } else if (value instanceof List<?> list) {
            ArrayNode array = make.arrayNode();
            list.forEach(v -> array.add(node(v)));
            return array;
        } else if (value instanceof Map<?, ?> map) {
            ObjectNode object = make.objectNode();
            map.forEach((k, v) -> object.set(String.valueOf(k), node(v)));
            return object;
        }
        return make.textNode(value.toString());
    }
}
