package io.srpo.data.generate;

import io.srpo.core.rollout.RandomStream;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/** What generated functions are called with, and how their Java twins read it. */
final class Arguments {
    private static final List<String> WORDS = List.of(
            "apple", "banana", "sky", "river", "book", "cat", "python", "house", "tree", "level", "moon", "echo",
            "ant");

    private Arguments() {}

    /** One number from -20 to 20. */
    static List<Object> number(RandomStream random) {
        return List.of(Draws.between(random, -20, 20));
    }

    /** Two numbers from -20 to 20. */
    static List<Object> twoNumbers(RandomStream random) {
        return List.of(Draws.between(random, -20, 20), Draws.between(random, -20, 20));
    }

    /** A word. */
    static List<Object> word(RandomStream random) {
        return List.of(Draws.oneOf(random, WORDS));
    }

    /** A list of one to six numbers from -9 to 20. */
    static List<Object> list(RandomStream random) {
        List<Integer> values = new ArrayList<>();
        int length = Draws.between(random, 1, 6);
        for (int i = 0; i < length; i++) {
            values.add(Draws.between(random, -9, 20));
        }
        return List.of(List.copyOf(values));
    }

    static int first(List<Object> arguments) {
        return (Integer) arguments.get(0);
    }

    static int second(List<Object> arguments) {
        return (Integer) arguments.get(1);
    }

    static Function<List<Object>, Object> text(Function<String, Object> meaning) {
        return arguments -> meaning.apply((String) arguments.get(0));
    }

    static Function<List<Object>, Object> numbers(Function<List<Integer>, Object> meaning) {
        return arguments -> meaning.apply(
                ((List<?>) arguments.get(0)).stream().map(Integer.class::cast).toList());
    }
}
