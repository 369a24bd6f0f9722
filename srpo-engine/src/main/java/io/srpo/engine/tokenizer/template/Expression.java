package io.srpo.engine.tokenizer.template;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What stands between braces, parsed. */
sealed interface Expression {
    record Literal(Object value) implements Expression {}

    record Name(String name) implements Expression {}

    /** A list or a tuple. */
    record Sequence(List<Expression> items) implements Expression {}

    record Dictionary(List<Expression> keys, List<Expression> values) implements Expression {}

    record Attribute(Expression target, String name, int line) implements Expression {}

    record Index(Expression target, Expression index, int line) implements Expression {}

    record Slice(
            Expression target,
            @Nullable Expression from,
            @Nullable Expression to,
            @Nullable Expression step,
            int line) implements Expression {}

    record Arguments(List<Expression> positional, Map<String, Expression> named) {}

    record Call(Expression target, Arguments arguments, int line) implements Expression {}

    record Filter(Expression input, String name, Arguments arguments, int line) implements Expression {}

    record Test(Expression input, String name, List<Expression> arguments, int line) implements Expression {}

    record Not(Expression operand) implements Expression {}

    record Sign(Expression operand, boolean minus, int line) implements Expression {}

    record Binary(String operator, Expression left, Expression right, int line) implements Expression {}

    record And(Expression left, Expression right) implements Expression {}

    record Or(Expression left, Expression right) implements Expression {}

    /** {@code a < b == c}: each neighbouring pair holds. */
    record Comparison(Expression first, List<String> operators, List<Expression> rest, int line)
            implements Expression {}

    record Conditional(
            Expression condition, Expression then, @Nullable Expression otherwise) implements Expression {}
}
