package io.srpo.engine.tokenizer.template;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** A part of a template's body, parsed. */
sealed interface Node {
    record Text(String text) implements Node {}

    record Output(Expression expression) implements Node {}

    record Branch(@Nullable Expression condition, List<Node> body) {}

    /** Branches in order; the last may have no condition (else). */
    record If(List<Branch> branches) implements Node {}

    record For(
            List<String> targets,
            Expression items,
            @Nullable Expression condition,
            List<Node> body,
            List<Node> otherwise,
            int line)
            implements Node {}

    /** {@code set a = ..}, {@code set a, b = ..} or {@code set ns.a = ..}, the latter as one target "ns" with a field. */
    record Assign(List<String> targets, @Nullable String field, Expression value, int line) implements Node {}

    /** {@code set a}body{@code endset}. */
    record Capture(String target, List<Node> body) implements Node {}

    record Parameter(String name, @Nullable Expression standard) {}

    record Macro(String name, List<Parameter> parameters, List<Node> body) implements Node {}

    /** Body without a scope or effect of its own: {@code generation}. */
    record Group(List<Node> body) implements Node {}

    record Break() implements Node {}

    record Continue() implements Node {}
}
