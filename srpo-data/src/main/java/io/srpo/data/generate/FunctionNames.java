package io.srpo.data.generate;

import io.srpo.core.rollout.RandomStream;
import java.util.List;

/** Names that say nothing, so that a function's name has to be taken from the question. */
final class FunctionNames {
    private static final List<String> NAMES =
            List.of("f", "g", "h", "calc", "solve", "apply", "step", "run", "value", "result", "compute", "work");
    private static final List<String> NUMBERS = List.of("x", "n", "a");

    private FunctionNames() {}

    static String name(RandomStream random) {
        return Draws.oneOf(random, NAMES);
    }

    static String number(RandomStream random) {
        return Draws.oneOf(random, NUMBERS);
    }
}
