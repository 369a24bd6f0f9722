package io.srpo.engine.tokenizer.template;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/** The methods of Python's texts and mappings that templates use. */
final class Methods {
    private Methods() {}

    static Object call(Object target, String name, List<Object> arguments, Map<String, Object> named) {
        if (target instanceof String text) {
            return text(text, name, arguments, named);
        }
        if (target instanceof Map<?, ?> map) {
            return mapping(map, name, arguments);
        }
        if (target == Missing.UNDEFINED) {
            throw Values.error("\"" + name + "\" is asked of an undefined value");
        }
        throw Values.error(Values.type(target) + " has no method \"" + name + "\" here");
    }

    private static Object text(String text, String name, List<Object> arguments, Map<String, Object> named) {
        return switch (name) {
            case "startswith" -> prefixes(arguments).stream().anyMatch(text::startsWith);
            case "endswith" -> prefixes(arguments).stream().anyMatch(text::endsWith);
            case "strip" -> Texts.strip(text, characters(arguments), true, true);
            case "lstrip" -> Texts.strip(text, characters(arguments), true, false);
            case "rstrip" -> Texts.strip(text, characters(arguments), false, true);
            case "split" ->
                Texts.split(text, argument(arguments, named, 0, "sep"), argument(arguments, named, 1, "maxsplit"));
            case "rsplit" ->
                Texts.splitFromEnd(
                        text, argument(arguments, named, 0, "sep"), argument(arguments, named, 1, "maxsplit"));
            case "splitlines" ->
                text.lines().<Object>map(line -> line).collect(Collectors.toCollection(ArrayList::new));
            case "replace" ->
                Texts.replace(text, string(arguments, 0), string(arguments, 1), argument(arguments, named, 2, "count"));
            case "removeprefix" ->
                text.startsWith(string(arguments, 0))
                        ? text.substring(string(arguments, 0).length())
                        : text;
            case "removesuffix" ->
                text.endsWith(string(arguments, 0))
                        ? text.substring(0, text.length() - string(arguments, 0).length())
                        : text;
            case "upper" -> text.toUpperCase(Locale.ROOT);
            case "lower" -> text.toLowerCase(Locale.ROOT);
            case "title" -> Texts.title(text);
            case "capitalize" -> Texts.capitalize(text);
            case "join" ->
                Values.iterate(arguments.get(0)).stream().map(Values::text).collect(Collectors.joining(text));
            case "find" -> (long) text.indexOf(string(arguments, 0));
            case "count" ->
                (long) (Texts.split(text, string(arguments, 0), Missing.UNDEFINED)
                                .size()
                        - 1);
            case "isdigit" -> !text.isEmpty() && text.codePoints().allMatch(Character::isDigit);
            case "isspace" -> !text.isEmpty() && text.isBlank();
            default -> throw Values.error("a text has no method \"" + name + "\" here");
        };
    }

    private static Object mapping(Map<?, ?> map, String name, List<Object> arguments) {
        return switch (name) {
            case "items" -> items(map);
            case "keys" -> new ArrayList<Object>(map.keySet());
            case "values" -> new ArrayList<Object>(map.values());
            case "get" -> {
                Object value = map.get(arguments.get(0));
                yield value != null ? value : arguments.size() > 1 ? arguments.get(1) : Missing.NONE;
            }
            default -> throw Values.error("a mapping has no method \"" + name + "\" here");
        };
    }

    static List<Object> items(Map<?, ?> map) {
        List<Object> items = new ArrayList<>();
        map.forEach((key, value) -> items.add(new ArrayList<Object>(List.of(key, value))));
        return items;
    }

    /** Texts joined with nothing between. */
    static String concatenate(List<Object> parts) {
        return parts.stream().map(Values::text).collect(Collectors.joining());
    }

    /** The argument at a place or of a name; undefined when it is left out. */
    static Object argument(List<Object> arguments, Map<String, Object> named, int at, String name) {
        return at < arguments.size() ? arguments.get(at) : named.getOrDefault(name, Missing.UNDEFINED);
    }

    private static List<String> prefixes(List<Object> arguments) {
        return arguments.get(0) instanceof List<?> list
                ? list.stream().map(Values::text).toList()
                : List.of(string(arguments, 0));
    }

    private static Object characters(List<Object> arguments) {
        return arguments.isEmpty() ? Missing.UNDEFINED : arguments.get(0);
    }

    private static String string(List<Object> arguments, int at) {
        if (at < arguments.size() && arguments.get(at) instanceof String text) {
            return text;
        }
        throw Values.error("argument " + (at + 1) + " should be a text");
    }
}
