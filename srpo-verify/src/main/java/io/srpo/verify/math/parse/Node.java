package io.srpo.verify.math.parse;

import io.srpo.verify.math.number.Rational;
import java.util.List;

/** An answer as a tree, as written: nothing is worked out or reordered, since the form can be what is judged. */
public sealed interface Node {
    /**
     * A number literal.
     *
     * @param decimals digits shown after the point, counted in units of the value itself (so 3.4 x 10^-3 has 4); -1 for an integer
     */
    record Num(Rational value, int decimals) implements Node {
        public static Num of(long value) {
            return new Num(Rational.of(value), -1);
        }
    }

    /** A number written in another base; {@code digits} as written, sign included. */
    record Based(Rational value, String digits, int base) implements Node {}

    /** A variable or a named constant ({@code pi}, {@code e}, {@code i}, {@code oo}, {@code R}). */
    record Sym(String name) implements Node {}

    record Add(List<Node> terms) implements Node {}

    /** @param cross whether it was written with a sign (times, dot) rather than by standing side by side */
    record Mul(List<Node> factors, boolean cross) implements Node {}

    /** @param division whether it was written with a division sign rather than as a fraction */
    record Div(Node top, Node bottom, boolean division) implements Node {}

    record Neg(Node of) implements Node {}

    record Pow(Node base, Node exponent) implements Node {}

    /** A function applied; unknown names are kept and compared by their arguments. */
    record Fn(String name, List<Node> args) implements Node {}

    /** Both signs at once. {@code upper} false is minus-plus. {@code left} is zero when there is nothing before the sign. */
    record PlusMinus(Node left, Node right, boolean upper) implements Node {}

    record Percent(Node of) implements Node {}

    record Degree(Node of) implements Node {}

    /** Several items in a bracket of some kind, or in none. */
    record Seq(Bracket bracket, List<Node> items) implements Node {}

    /** Kinds of bracket. */
    enum Bracket {
        NONE,
        ROUND,
        SQUARE,
        BRACE,
        ANGLE
    }

    /** A real interval. */
    record Interval(Node low, Node high, boolean lowOpen, boolean highOpen) implements Node {}

    /** Union, intersection, difference of sets: {@code op} is one of {@code u n \}. */
    record SetOp(char op, List<Node> parts) implements Node {}

    /** Items joined by or / and. */
    record Connected(boolean or, List<Node> items) implements Node {}

    /** A chain {@code t0 op0 t1 op1 t2}; operators are one of {@code = != < > <= >= ~ in} and others as written. */
    record Rel(List<Node> terms, List<String> ops) implements Node {}

    /** {@code {variable | condition}}. */
    record Builder(Node head, Node condition) implements Node {}

    record Matrix(List<List<Node>> rows) implements Node {}

    /** A function given by pieces: a value for each condition; the condition of the rest is the word "otherwise". */
    record Cases(List<Node> values, List<Node> conditions) implements Node {}

    record Ratio(List<Node> parts) implements Node {}

    /** A number with a unit; {@code unit} as written. */
    record Quantity(Node value, String unit) implements Node {}

    /** Words. */
    record Words(String text) implements Node {}
}
