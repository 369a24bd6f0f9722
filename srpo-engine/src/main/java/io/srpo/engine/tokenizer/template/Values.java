package io.srpo.engine.tokenizer.template;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Python's view of values: truth, text, equality, order. */
final class Values {
    private Values() {}

    /** Brings what Java callers hand in into the types used here. */
    static Object fromJava(@Nullable Object value) {
        if (value == null) {
            return Missing.NONE;
        }
        if (value instanceof Map<?, ?> map) {
            Map<Object, Object> copy = new LinkedHashMap<>();
            map.forEach((key, item) -> copy.put(key, fromJava(item)));
            return copy;
        }
        if (value instanceof Iterable<?> items) {
            List<Object> copy = new ArrayList<>();
            items.forEach(item -> copy.add(fromJava(item)));
            return copy;
        }
        if (value instanceof Integer number) {
            return number.longValue();
        }
        return value instanceof Float number ? (Object) number.doubleValue() : value;
    }

    static boolean truth(Object value) {
        if (value instanceof Missing) {
            return false;
        }
        if (value instanceof Boolean flag) {
            return flag;
        }
        if (value instanceof Number number) {
            return number.doubleValue() != 0;
        }
        return !(value instanceof String || value instanceof List || value instanceof Map) || length(value) > 0;
    }

    static long length(Object value) {
        if (value instanceof String text) {
            return text.codePointCount(0, text.length());
        }
        if (value instanceof List<?> list) {
            return list.size();
        }
        if (value instanceof Map<?, ?> map) {
            return map.size();
        }
        throw error("length of " + type(value));
    }

    /** What {@code str(value)} gives; nothing for undefined. */
    static String text(Object value) {
        if (value instanceof String text) {
            return text;
        }
        return value == Missing.UNDEFINED ? "" : repr(value);
    }

    /** What {@code repr(value)} gives. */
    static String repr(Object value) {
        if (value instanceof String text) {
            String quote = text.contains("'") && !text.contains("\"") ? "\"" : "'";
            String escaped = text.replace("\\", "\\\\")
                    .replace("\n", "\\n")
                    .replace("\r", "\\r")
                    .replace("\t", "\\t");
            return quote + escaped.replace(quote, "\\" + quote) + quote;
        }
        if (value instanceof Boolean flag) {
            return flag ? "True" : "False";
        }
        if (value instanceof List<?> list) {
            return list.stream().map(Values::repr).collect(Collectors.joining(", ", "[", "]"));
        }
        if (value instanceof Map<?, ?> map) {
            return map.entrySet().stream()
                    .map(entry -> repr(entry.getKey()) + ": " + repr(entry.getValue()))
                    .collect(Collectors.joining(", ", "{", "}"));
        }
        if (value instanceof Missing missing) {
            return missing == Missing.NONE ? "None" : "Undefined";
        }
        return value instanceof Number ? value.toString() : "<" + type(value) + ">";
    }

    static boolean equal(Object left, Object right) {
        Number a = number(left);
        Number b = number(right);
        return (a != null && b != null) ? a.doubleValue() == b.doubleValue() : left.equals(right);
    }

    /** Booleans count as 0 and 1, as in Python; null for what is no number. */
    static @Nullable Number number(Object value) {
        if (value instanceof Boolean flag) {
            return flag ? 1L : 0L;
        }
        return value instanceof Number number ? number : null;
    }

    static long integer(Object value) {
        if (number(value) instanceof Long number) {
            return number;
        }
        throw error("a whole number is needed, not " + type(value));
    }

    static int compare(Object left, Object right) {
        Number a = number(left);
        Number b = number(right);
        if (a != null && b != null) {
            return Double.compare(a.doubleValue(), b.doubleValue());
        }
        if (left instanceof String text && right instanceof String other) {
            return text.compareTo(other);
        }
        throw error(type(left) + " cannot be compared with " + type(right));
    }

    static boolean contains(Object container, Object item) {
        if (container instanceof String text) {
            if (item instanceof String part) {
                return text.contains(part);
            }
            throw error("\"in\" a text needs a text, not " + type(item));
        }
        return iterate(container).stream().anyMatch(each -> equal(each, item));
    }

    /** The items of a list, the keys of a mapping, the characters of a text; nothing for undefined. */
    static List<Object> iterate(Object value) {
        if (value instanceof List<?> list) {
            return new ArrayList<>(list);
        }
        if (value instanceof Map<?, ?> map) {
            return new ArrayList<>(map.keySet());
        }
        if (value instanceof String text) {
            return text.codePoints()
                    .<Object>mapToObj(Character::toString)
                    .collect(Collectors.toCollection(ArrayList::new));
        }
        if (value == Missing.UNDEFINED) {
            return new ArrayList<>();
        }
        throw error(type(value) + " cannot be walked through");
    }

    static String type(Object value) {
        if (value instanceof Missing missing) {
            return missing == Missing.NONE ? "None" : "an undefined value";
        }
        if (value instanceof String) {
            return "a text";
        }
        if (value instanceof List) {
            return "a list";
        }
        return value instanceof Map
                ? "a mapping"
                : value instanceof Number
                        ? "a number"
                        : value instanceof Boolean ? "a truth value" : "a function or namespace";
    }

    static TemplateError error(String what) {
        return new TemplateError(what);
    }
}
