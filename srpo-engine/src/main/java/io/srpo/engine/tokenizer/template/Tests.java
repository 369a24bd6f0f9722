package io.srpo.engine.tokenizer.template;

import java.util.List;
import java.util.Locale;
import java.util.Map;

/** What stands behind {@code is}. */
final class Tests {
    private Tests() {}

    static boolean holds(String name, Object value, List<Object> arguments) {
        return switch (name) {
            case "defined" -> value != Missing.UNDEFINED;
            case "undefined" -> value == Missing.UNDEFINED;
            case "none", "None" -> value == Missing.NONE;
            case "string" -> value instanceof String;
            case "mapping" -> value instanceof Map;
            case "iterable" ->
                value instanceof String || value instanceof List || value instanceof Map || value == Missing.UNDEFINED;
            case "sequence" -> value instanceof String || value instanceof List || value instanceof Map;
            case "number" -> Values.number(value) != null;
            case "integer" -> value instanceof Long;
            case "float" -> value instanceof Double;
            case "boolean" -> value instanceof Boolean;
            case "true", "True" -> value.equals(true);
            case "false", "False" -> value.equals(false);
            case "callable" -> value instanceof Callable;
            case "lower" -> value instanceof String text && text.equals(text.toLowerCase(Locale.ROOT));
            case "upper" -> value instanceof String text && text.equals(text.toUpperCase(Locale.ROOT));
            case "odd" -> Math.floorMod(Values.integer(value), 2L) == 1;
            case "even" -> Math.floorMod(Values.integer(value), 2L) == 0;
            default -> compared(name, value, arguments);
        };
    }

    private static boolean compared(String name, Object value, List<Object> arguments) {
        if (arguments.size() != 1) {
            throw Values.error("the test \"" + name + "\" is not known, or lacks its argument");
        }
        Object other = arguments.get(0);
        return switch (name) {
            case "eq", "equalto", "==", "sameas" -> Values.equal(value, other);
            case "ne", "!=" -> !Values.equal(value, other);
            case "gt", "greaterthan", ">" -> Values.compare(value, other) > 0;
            case "ge", ">=" -> Values.compare(value, other) >= 0;
            case "lt", "lessthan", "<" -> Values.compare(value, other) < 0;
            case "le", "<=" -> Values.compare(value, other) <= 0;
            case "in" -> Values.contains(other, value);
            case "divisibleby" -> Math.floorMod(Values.integer(value), Values.integer(other)) == 0;
            default -> throw Values.error("the test \"" + name + "\" is not known");
        };
    }
}
