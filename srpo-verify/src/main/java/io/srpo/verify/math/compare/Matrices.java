package io.srpo.verify.math.compare;

import io.srpo.verify.math.parse.Node;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.UnaryOperator;

/** Matrices and vectors with a number before them, a divisor or a transposition sign behind them, as plain ones. */
final class Matrices {
    private static final Set<String> TRANSPOSED = Set.of("T", "top", "intercal", "t");

    private Matrices() {}

    static boolean worksOut(Node n) {
        if (n instanceof Node.Neg m) {
            return isMatrix(m.of());
        } else if (n instanceof Node.Div d) {
            return isMatrix(d.top());
        } else if (n instanceof Node.Pow p) {
            return isMatrix(p.base()) && p.exponent() instanceof Node.Sym s && TRANSPOSED.contains(s.name());
        }
        return n instanceof Node.Mul m
                && m.factors().stream().filter(Matrices::isMatrix).count() == 1
                && m.factors().stream().allMatch(f -> isMatrix(f) || ExpressionCheck.numeric(f));
    }

    private static boolean isMatrix(Node n) {
        return n instanceof Node.Matrix
                || (n instanceof Node.Seq s
                        && s.items().size() > 1
                        && s.bracket() != Node.Bracket.NONE
                        && s.bracket() != Node.Bracket.BRACE)
                || (n instanceof Node.Mul m && worksOut(m))
                || (n instanceof Node.Neg g && worksOut(g));
    }

    static Node workOut(Node n) {
        if (n instanceof Node.Neg m) {
            return each(m.of(), Node.Neg::new);
        } else if (n instanceof Node.Div d) {
            return each(d.top(), x -> new Node.Div(x, d.bottom(), false));
        } else if (n instanceof Node.Pow p) {
            return transposed(p.base());
        }
        List<Node> scalars = new ArrayList<>();
        Node matrix = n;
        for (Node f : ((Node.Mul) n).factors()) {
            if (isMatrix(f)) {
                matrix = f;
            } else {
                scalars.add(f);
            }
        }
        return each(matrix, x -> {
            List<Node> all = new ArrayList<>(scalars);
            all.add(x);
            return new Node.Mul(all, false);
        });
    }

    private static Node each(Node matrix, UnaryOperator<Node> f) {
        Node plain = worksOut(matrix) ? workOut(matrix) : matrix;
        UnaryOperator<Node> folded = x -> fold(f.apply(x));
        if (plain instanceof Node.Matrix m) {
            return new Node.Matrix(m.rows().stream()
                    .map(row -> row.stream().map(folded).toList())
                    .toList());
        }
        return plain instanceof Node.Seq s
                ? new Node.Seq(s.bracket(), s.items().stream().map(folded).toList())
                : plain;
    }

    private static Node fold(Node n) {
        io.srpo.verify.math.number.Rational value = null;
        if (!Symbols.hasVariables(n) && ExpressionCheck.numeric(n)) {
            try {
                value = new ExactValue(
                                new Point(0, Point.Kind.POSITIVE),
                                new io.srpo.verify.math.number.Budget(java.time.Duration.ofMillis(200)))
                        .of(n);
            } catch (ArithmeticException undefined) {
                return n;
            }
        }
        return value == null ? n : new Node.Num(value, -1);
    }

    private static Node transposed(Node n) {
        if (!(n instanceof Node.Matrix m)) {
            return n;
        }
        List<List<Node>> columns = new ArrayList<>();
        for (int c = 0; c < m.rows().get(0).size(); c++) {
            List<Node> column = new ArrayList<>();
            for (List<Node> row : m.rows()) {
                if (c >= row.size()) {
                    return n;
                }
                column.add(row.get(c));
            }
            columns.add(column);
        }
        return new Node.Matrix(columns);
    }
}
