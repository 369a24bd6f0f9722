package io.srpo.engine.tokenizer.template;

import io.srpo.core.SrpoException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The functions that every template may call. */
final class Globals {
    /** Jinja's sandbox has the same limit. */
    private static final long LARGEST_RANGE = 100_000;

    private Globals() {}

    static void define(Scope scope) {
        scope.set("namespace", (Callable) (arguments, named) -> {
            Namespace namespace = new Namespace();
            for (Object argument : arguments) {
                ((Map<?, ?>) argument)
                        .forEach((key, value) -> namespace.fields().put(Values.text(key), value));
            }
            namespace.fields().putAll(named);
            return namespace;
        });
        scope.set("dict", (Callable) (arguments, named) -> new LinkedHashMap<Object, Object>(named));
        scope.set("range", (Callable) (arguments, named) -> range(arguments));
        scope.set("raise_exception", (Callable) (arguments, named) -> {
            throw SrpoException.input("the chat template refuses the conversation: "
                    + (arguments.isEmpty() ? "" : Values.text(arguments.get(0))));
        });
    }

    private static List<Object> range(List<Object> arguments) {
        long from = arguments.size() > 1 ? Values.integer(arguments.get(0)) : 0;
        long to = Values.integer(arguments.get(arguments.size() > 1 ? 1 : 0));
        long step = arguments.size() > 2 ? Values.integer(arguments.get(2)) : 1;
        if (step == 0 || Math.abs(to - from) / Math.abs(step) > LARGEST_RANGE) {
            throw Values.error("range over more than " + LARGEST_RANGE + " numbers");
        }
        List<Object> numbers = new ArrayList<>();
        for (long i = from; step > 0 ? i < to : i > to; i += step) {
            numbers.add(i);
        }
        return numbers;
    }
}
