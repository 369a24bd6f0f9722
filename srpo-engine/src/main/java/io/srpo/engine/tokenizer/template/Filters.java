package io.srpo.engine.tokenizer.template;

import static io.srpo.engine.tokenizer.template.Methods.argument;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/** What stands behind {@code |}; filters over the items of a list are in {@link ItemFilters}. */
final class Filters {
    private Filters() {}

    static Object apply(String name, Object value, List<Object> arguments, Map<String, Object> named) {
        return switch (name) {
            case "trim" -> Texts.strip(Values.text(value), argument(arguments, named, 0, "chars"), true, true);
            case "length", "count" -> value == Missing.UNDEFINED ? 0L : Values.length(value);
            case "tojson" -> Json.write(value, argument(arguments, named, 0, "indent"));
            case "default", "d" -> standard(value, arguments, named);
            case "upper" -> Values.text(value).toUpperCase(Locale.ROOT);
            case "lower" -> Values.text(value).toLowerCase(Locale.ROOT);
            case "title" -> Texts.title(Values.text(value));
            case "capitalize" -> Texts.capitalize(Values.text(value));
            case "string" -> Values.text(value);
            case "safe" -> value;
            case "replace" ->
                Texts.replace(
                        Values.text(value),
                        Values.text(argument(arguments, named, 0, "old")),
                        Values.text(argument(arguments, named, 1, "new")),
                        argument(arguments, named, 2, "count"));
            case "indent" -> indent(Values.text(value), arguments, named);
            case "list" -> Values.iterate(value);
            case "items" -> value instanceof Map<?, ?> map ? Methods.items(map) : new ArrayList<>();
            case "dictsort" -> sortedItems(value);
            case "first" -> Values.iterate(value).stream().findFirst().orElse(Missing.UNDEFINED);
            case "last" -> {
                List<Object> items = Values.iterate(value);
                yield items.isEmpty() ? Missing.UNDEFINED : items.get(items.size() - 1);
            }
            case "reverse" -> {
                List<Object> items = Values.iterate(value);
                Collections.reverse(items);
                yield value instanceof String ? Methods.concatenate(items) : items;
            }
            case "int" -> number(value).longValue();
            case "float" -> number(value).doubleValue();
            case "abs" ->
                number(value) instanceof Long whole
                        ? (Object) Math.abs(whole)
                        : (Object) Math.abs(number(value).doubleValue());
            default -> ItemFilters.apply(name, value, arguments, named);
        };
    }

    private static Object standard(Object value, List<Object> arguments, Map<String, Object> named) {
        boolean alsoFalse = Values.truth(argument(arguments, named, 1, "boolean"));
        if (value == Missing.UNDEFINED || (alsoFalse && !Values.truth(value))) {
            Object other = argument(arguments, named, 0, "default_value");
            return other == Missing.UNDEFINED ? "" : other;
        }
        return value;
    }

    private static String indent(String text, List<Object> arguments, Map<String, Object> named) {
        Object width = argument(arguments, named, 0, "width");
        String margin = width instanceof String given
                ? given
                : " ".repeat(width instanceof Long n ? (int) Math.min(n, 1000) : 4);
        boolean first = Values.truth(argument(arguments, named, 1, "first"));
        boolean blank = Values.truth(argument(arguments, named, 2, "blank"));
        String[] lines = text.split("\n", -1);
        for (int i = first ? 0 : 1; i < lines.length; i++) {
            lines[i] = lines[i].isEmpty() && !blank ? "" : margin + lines[i];
        }
        return String.join("\n", lines);
    }

    private static List<Object> sortedItems(Object value) {
        if (!(value instanceof Map<?, ?> map)) {
            throw Values.error("dictsort of " + Values.type(value));
        }
        return Methods.items(map).stream()
                .sorted((a, b) ->
                        Values.text(((List<?>) a).get(0)).compareToIgnoreCase(Values.text(((List<?>) b).get(0))))
                .collect(Collectors.toCollection(ArrayList::new));
    }

    /** As Jinja's int and float: what is no number counts as 0. */
    private static Number number(Object value) {
        if (value instanceof String text) {
            try {
                return text.strip().matches("[-+]?\\d+")
                        ? (Number) Long.parseLong(text.strip())
                        : (Number) Double.parseDouble(text.strip());
            } catch (NumberFormatException e) {
                return 0L;
            }
        }
        Number number = Values.number(value);
        return number == null ? (Number) 0L : number;
    }
}
