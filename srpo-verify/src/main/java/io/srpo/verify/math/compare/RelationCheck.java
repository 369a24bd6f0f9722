package io.srpo.verify.math.compare;

import io.srpo.verify.math.number.Budget;
import io.srpo.verify.math.number.DoubleComplex;
import io.srpo.verify.math.parse.Node;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;

/** Equations up to scaling, inequalities up to positive scaling, other relations term by term. */
final class RelationCheck {
    private static final Map<String, String> REVERSED = Map.of(
            "<", ">", ">", "<", "<=", ">=", ">=", "<=", "=", "=", "!=", "!=", "~", "~", "equiv", "equiv", "cong",
            "cong");

    private final Budget budget;
    private final AnswerCheck answers;

    RelationCheck(Budget budget, AnswerCheck answers) {
        this.budget = budget;
        this.answers = answers;
    }

    Same same(Node.Rel g, Node.Rel a) {
        if (sameTerms(g, a) || sameTerms(g, reversed(a))) {
            return Same.YES;
        }
        if (g.ops().size() == 1 && a.ops().size() == 1) {
            return scaled(g, a);
        }
        return Same.NO;
    }

    private boolean sameTerms(Node.Rel g, Node.Rel a) {
        if (!g.ops().equals(a.ops())) {
            return false;
        }
        for (int n = 0; n < g.terms().size(); n++) {
            if (answers.same(g.terms().get(n), a.terms().get(n)) != Same.YES) {
                return false;
            }
        }
        return true;
    }

    private static Node.Rel reversed(Node.Rel r) {
        List<Node> terms = new ArrayList<>(r.terms());
        Collections.reverse(terms);
        List<String> ops = new ArrayList<>();
        for (int n = r.ops().size() - 1; n >= 0; n--) {
            ops.add(REVERSED.getOrDefault(r.ops().get(n), "reversed " + r.ops().get(n)));
        }
        return new Node.Rel(terms, ops);
    }

    /** left - right of one is a constant times that of the other. */
    private Same scaled(Node.Rel g, Node.Rel a) {
        String op = g.ops().get(0);
        boolean flipped = !op.equals(a.ops().get(0));
        if (flipped && !(Shapes.ORDER.contains(op) && a.ops().get(0).equals(REVERSED.get(op)))) {
            return Same.NO;
        }
        if (!Shapes.ORDER.contains(op) && !op.equals("=") && !op.equals("!=")) {
            return Same.NO;
        }
        Node dg = difference(g);
        Node da = difference(a);
        if (!ExpressionCheck.numeric(dg) || !ExpressionCheck.numeric(da)) {
            return Same.UNKNOWN;
        }
        if (answers.expressions().same(dg, Node.Num.of(0)) == Same.YES
                || answers.expressions().same(da, Node.Num.of(0)) == Same.YES) {
            return Same.NO;
        }
        double ratio = Double.NaN;
        int agreed = 0;
        for (int n = 0; n < 6; n++) {
            Point point = new Point(20 + n, n < 3 ? Point.Kind.POSITIVE : Point.Kind.MIXED);
            try {
                Evaluator<DoubleComplex.Z> evaluator =
                        new Evaluator<>(DoubleComplex.INSTANCE, point, Reading.USUAL, budget);
                DoubleComplex.Z q = DoubleComplex.INSTANCE.divide(evaluator.of(dg), evaluator.of(da));
                if (Double.isNaN(q.re()) || !DoubleComplex.INSTANCE.isReal(q)) {
                    continue;
                }
                if (agreed > 0 && Math.abs(q.re() - ratio) > 1e-8 * Math.abs(ratio)) {
                    return sameSolved(dg, da, op);
                }
                ratio = q.re();
                agreed++;
            } catch (ArithmeticException | NotNumericException e) {
                budget.step();
            }
        }
        if (agreed < 3) {
            return Same.UNKNOWN;
        }
        return Same.of(!Shapes.ORDER.contains(op) || ratio > 0 != flipped);
    }

    /** Equations with a quotient, after both are multiplied by the other's scale at one more point, are still told apart: no. */
    private Same sameSolved(Node dg, Node da, String op) {
        if (!op.equals("=") || (!hasQuotient(dg) && !hasQuotient(da))) {
            return Same.NO;
        }
        return answers.expressions().same(cleared(dg), cleared(da)) == Same.YES
                        || answers.expressions().same(cleared(dg), new Node.Neg(cleared(da))) == Same.YES
                ? Same.YES
                : Same.NO;
    }

    private static boolean hasQuotient(Node n) {
        return Symbols.any(n, x -> x instanceof Node.Div d && Symbols.hasVariables(d.bottom()));
    }

    /** A sum multiplied by the denominators of its terms. */
    private static Node cleared(Node n) {
        List<Node> factors = new ArrayList<>();
        factors.add(n);
        Symbols.walk(n, x -> {
            if (x instanceof Node.Div d && Symbols.hasVariables(d.bottom())) {
                factors.add(d.bottom());
            }
        });
        return new Node.Mul(factors, false);
    }

    private static Node difference(Node.Rel r) {
        return new Node.Add(List.of(r.terms().get(0), new Node.Neg(r.terms().get(1))));
    }
}
