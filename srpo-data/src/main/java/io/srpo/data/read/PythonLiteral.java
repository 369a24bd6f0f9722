package io.srpo.data.read;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.StringJoiner;

/** JSON values as Python source. */
final class PythonLiteral {
    private PythonLiteral() {}

    static String of(JsonNode value) {
        return switch (value.getNodeType()) {
            case NULL, MISSING -> "None";
            case BOOLEAN -> value.booleanValue() ? "True" : "False";
            case NUMBER -> number(value);
            case ARRAY -> {
                StringJoiner all = new StringJoiner(", ", "[", "]");
                value.forEach(v -> all.add(of(v)));
                yield all.toString();
            }
            case OBJECT -> {
                StringJoiner all = new StringJoiner(", ", "{", "}");
                value.properties().forEach(e -> all.add(text(e.getKey()) + ": " + of(e.getValue())));
                yield all.toString();
            }
            case STRING, BINARY, POJO -> text(value.asText());
        };
    }

    private static String number(JsonNode value) {
        if (value.isDouble() && !Double.isFinite(value.doubleValue())) {
            return "float(\"" + value.doubleValue() + "\")";
        }
        return value.asText();
    }

    /** A quoted string; everything beyond printable ASCII is escaped. */
    static String text(String raw) {
        StringBuilder out = new StringBuilder("\"");
        raw.codePoints().forEach(c -> {
            if (c == '"' || c == '\\') {
                out.append('\\').append((char) c);
            } else if (c >= 0x20 && c < 0x7F) {
                out.append((char) c);
            } else {
                out.append(String.format("\\U%08x", c));
            }
        });
        return out.append('"').toString();
    }
}
