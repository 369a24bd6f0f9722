package io.srpo.data.generate;

import java.util.List;
import java.util.function.Function;

/**
 * A Python function's body with the same function in Java, so that tests can be made, and bugs be known as bugs, without running Python.
 *
 * @param source lines under the {@code def}, indented by four spaces
 * @param meaning from arguments (Integer, String, List of Integer) to the result (Integer, Boolean, String, List of Integer)
 */
record FunctionBody(String source, Function<List<Object>, Object> meaning) {
    /** The body that returns an expression. */
    static FunctionBody returns(String expression, Function<List<Object>, Object> meaning) {
        return new FunctionBody("    return " + expression, meaning);
    }

    /** The same body with its last {@code return} forgotten: the call gives None, for which no task asks. */
    FunctionBody withoutReturn() {
        int at = source.lastIndexOf("return ");
        return new FunctionBody(source.substring(0, at) + source.substring(at + 7), args -> "None");
    }
}
