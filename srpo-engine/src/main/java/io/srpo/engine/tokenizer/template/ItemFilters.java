package io.srpo.engine.tokenizer.template;

import static io.srpo.engine.tokenizer.template.Methods.argument;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/** Filters that go through the items of a list. */
final class ItemFilters {
    private ItemFilters() {}

    static Object apply(String name, Object value, List<Object> arguments, Map<String, Object> named) {
        return switch (name) {
            case "join" ->
                Values.iterate(value).stream()
                        .map(item -> Values.text(attribute(item, argument(arguments, named, 1, "attribute"))))
                        .collect(Collectors.joining(Values.text(argument(arguments, named, 0, "d"))));
            case "map" -> map(value, arguments, named);
            case "select" -> keep(value, item -> test(item, arguments, 0));
            case "reject" -> keep(value, item -> !test(item, arguments, 0));
            case "selectattr" -> keep(value, item -> test(attribute(item, arguments.get(0)), arguments, 1));
            case "rejectattr" -> keep(value, item -> !test(attribute(item, arguments.get(0)), arguments, 1));
            case "unique" -> Values.iterate(value).stream().distinct().collect(Collectors.toCollection(ArrayList::new));
            case "sort" ->
                sort(value, argument(arguments, named, 0, "reverse"), argument(arguments, named, 2, "attribute"));
            case "min" -> Values.iterate(value).stream().min(Values::compare).orElse(Missing.UNDEFINED);
            case "max" -> Values.iterate(value).stream().max(Values::compare).orElse(Missing.UNDEFINED);
            case "sum" -> Values.iterate(value).stream().reduce(0L, (a, b) -> Arithmetic.apply("+", a, b));
            default -> throw Values.error("the filter \"" + name + "\" is not known here");
        };
    }

    private static List<Object> map(Object value, List<Object> arguments, Map<String, Object> named) {
        Object attribute = named.getOrDefault("attribute", Missing.UNDEFINED);
        List<Object> out = new ArrayList<>();
        for (Object item : Values.iterate(value)) {
            if (attribute != Missing.UNDEFINED) {
                Object found = attribute(item, attribute);
                out.add(found == Missing.UNDEFINED ? named.getOrDefault("default", found) : found);
            } else if (!arguments.isEmpty()) {
                out.add(Filters.apply(
                        Values.text(arguments.get(0)), item, arguments.subList(1, arguments.size()), named));
            } else {
                throw Values.error("map needs an attribute or a filter");
            }
        }
        return out;
    }

    private static List<Object> keep(Object value, Predicate<Object> condition) {
        return Values.iterate(value).stream().filter(condition).collect(Collectors.toCollection(ArrayList::new));
    }

    private static boolean test(Object item, List<Object> arguments, int at) {
        return at < arguments.size()
                ? Tests.holds(Values.text(arguments.get(at)), item, arguments.subList(at + 1, arguments.size()))
                : Values.truth(item);
    }

    private static List<Object> sort(Object value, Object reverse, Object attribute) {
        Comparator<Object> order = (a, b) -> Values.compare(attribute(a, attribute), attribute(b, attribute));
        return Values.iterate(value).stream()
                .sorted(Values.truth(reverse) ? order.reversed() : order)
                .collect(Collectors.toCollection(ArrayList::new));
    }

    /** The value under {@code a.b.c}; the item itself when no attribute is named. */
    private static Object attribute(Object item, Object path) {
        if (path instanceof Missing) {
            return item;
        }
        Object value = item;
        for (String name : Values.text(path).split("\\.", -1)) {
            value = Access.index(
                    value, value instanceof List && name.matches("\\d+") ? (Object) Long.parseLong(name) : name);
        }
        return value;
    }
}
