package io.srpo.verify.math.compare;

import io.srpo.verify.math.number.Budget;
import io.srpo.verify.math.number.DoubleComplex;
import io.srpo.verify.math.parse.Node;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Reads intervals, set expressions, set-builders and linear inequalities as sets of real numbers, and compares them. */
final class RealSets {
    private static final Node ZERO = Node.Num.of(0);
    private static final Node ONE = Node.Num.of(1);
    private static final Node INFINITY = new Node.Sym("oo");

    private final Budget budget;
    private final ExpressionCheck expressions;

    RealSets(Budget budget, ExpressionCheck expressions) {
        this.budget = budget;
        this.expressions = expressions;
    }

    /** Whether a tree says by its form that it is a set of reals (a pair of round or square brackets alone does not). */
    static boolean saysSet(Node n) {
        if (n instanceof Node.Interval || n instanceof Node.Builder || n instanceof Node.SetOp) {
            return true;
        }
        if (n instanceof Node.Sym s) {
            return s.name().equals("\\R") || s.name().equals("empty");
        }
        if (n instanceof Node.Rel r) {
            return r.ops().stream()
                    .allMatch(o -> Shapes.ORDER.contains(o) || o.equals("!=") || o.equals("in") || o.equals("notin"));
        }
        return n instanceof Node.Connected
                || (n instanceof Node.Add a && saysSet(a.terms().get(0)))
                || (n instanceof Node.Seq s
                        && (isInfinite(s)
                                || (s.bracket() == Node.Bracket.NONE
                                        && s.items().stream().allMatch(i -> i instanceof Node.Rel && saysSet(i)))));
    }

    private static boolean isInfinite(Node.Seq s) {
        return s.items().size() == 2 && s.items().stream().anyMatch(RealSets::infinite);
    }

    private static boolean infinite(Node n) {
        return (n instanceof Node.Sym s && s.name().equals("oo")) || (n instanceof Node.Neg neg && infinite(neg.of()));
    }

    /** The only variable of a relation, or null. */
    static @Nullable String variable(Node n) {
        TreeSet<String> names = new TreeSet<>();
        Symbols.walk(n, x -> {
            if (x instanceof Node.Sym s
                    && !Symbols.isConstant(s.name())
                    && !s.name().startsWith("\\")) {
                names.add(s.name());
            }
        });
        return names.size() == 1 ? names.first() : null;
    }

    Same same(RealSet g, RealSet a) {
        if (g.pieces().size() != a.pieces().size()) {
            return Same.NO;
        }
        if (g.numeric() && a.numeric()) {
            for (int n = 0; n < g.pieces().size(); n++) {
                if (!same(g.pieces().get(n), a.pieces().get(n))) {
                    return Same.NO;
                }
            }
            return Same.YES;
        }
        List<RealSet.Piece> open = new ArrayList<>(a.pieces());
        for (RealSet.Piece p : g.pieces()) {
            boolean found = false;
            for (int n = 0; n < open.size() && !found; n++) {
                if (same(p, open.get(n))) {
                    open.remove(n);
                    found = true;
                }
            }
            if (!found) {
                return Same.NO;
            }
        }
        return Same.YES;
    }

    private boolean same(RealSet.Piece p, RealSet.Piece q) {
        return p.lowOpen() == q.lowOpen()
                && p.highOpen() == q.highOpen()
                && sameEnd(p.low(), q.low())
                && sameEnd(p.high(), q.high());
    }

    private boolean sameEnd(Node a, Node b) {
        if (infinite(a) || infinite(b)) {
            return infinite(a) && infinite(b) && (a instanceof Node.Neg) == (b instanceof Node.Neg);
        }
        return expressions.same(a, b) == Same.YES;
    }

    /** The set a tree stands for, or null when it is none that is understood. */
    @Nullable
    RealSet of(Node n) {
        budget.step(4);
        if (n instanceof Node.Interval i) {
            return interval(i.low(), i.high(), i.lowOpen(), i.highOpen());
        } else if (n instanceof Node.Sym s) {
            return s.name().equals("\\R") ? reals() : s.name().equals("empty") ? RealSet.of(List.of()) : null;
        } else if (n instanceof Node.Seq s) {
            return sequence(s);
        } else if (n instanceof Node.SetOp s) {
            return operation(s.op(), s.parts());
        } else if (n instanceof Node.Add a && a.terms().size() == 2 && a.terms().get(1) instanceof Node.Neg neg) {
            return operation('\\', List.of(a.terms().get(0), neg.of()));
        } else if (n instanceof Node.Connected c) {
            return connected(c);
        } else if (n instanceof Node.Builder b) {
            if (variable(b.head()) == null) {
                return null;
            }
            if (WholeSets.wholeOnly(b)) {
                return WholeSets.of(b, this);
            }
            return b.condition() instanceof Node.Seq s && s.bracket() == Node.Bracket.NONE
                    ? connected(new Node.Connected(false, s.items()))
                    : of(b.condition());
        }
        return n instanceof Node.Rel r ? relation(r) : null;
    }

    private @Nullable RealSet sequence(Node.Seq s) {
        if (s.items().size() == 2 && (s.bracket() == Node.Bracket.ROUND || s.bracket() == Node.Bracket.SQUARE)) {
            boolean round = s.bracket() == Node.Bracket.ROUND;
            return interval(s.items().get(0), s.items().get(1), round, round);
        }
        if (s.bracket() == Node.Bracket.BRACE) {
            List<RealSet.Piece> points = new ArrayList<>();
            for (Node item : s.items()) {
                double at = value(item);
                if (!ExpressionCheck.numeric(item)) {
                    return null;
                }
                points.add(new RealSet.Piece(item, item, false, false, at, at));
            }
            return RealSet.of(points);
        }
        if (s.bracket() == Node.Bracket.NONE
                && s.items().stream()
                        .allMatch(i -> i instanceof Node.Rel r && !r.ops().contains("="))) {
            boolean excluded = s.items().stream()
                    .anyMatch(i -> i instanceof Node.Rel r && r.ops().contains("!="));
            return excluded ? connected(new Node.Connected(false, s.items())) : null;
        }
        return null;
    }

    private @Nullable RealSet connected(Node.Connected c) {
        RealSet all = null;
        for (Node item : c.items()) {
            RealSet set = item instanceof Node.Rel r && r.ops().equals(List.of("=")) && c.or()
                    ? point(r.terms().get(1))
                    : of(item);
            if (set == null || (!set.numeric() && !c.or())) {
                return null;
            }
            boolean excludes = item instanceof Node.Rel r && r.ops().contains("!=");
            all = all == null ? set : c.or() && !excludes ? all.union(set) : all.intersection(set);
        }
        return all;
    }

    private @Nullable RealSet operation(char op, List<Node> parts) {
        RealSet all = null;
        List<RealSet.Piece> pieces = new ArrayList<>();
        for (Node part : parts) {
            RealSet set = of(part);
            if (set == null && part instanceof Node.Num) {
                set = point(part);
            }
            if (set == null || (op != 'u' && !set.numeric())) {
                return null;
            }
            if (op == 'u') {
                pieces.addAll(set.pieces());
                all = set;
            } else if (all == null) {
                all = set;
            } else {
                all = all.intersection(op == 'n' ? set : set.complement());
            }
        }
        return op == 'u' ? RealSet.of(pieces) : all;
    }

    private @Nullable RealSet point(Node at) {
        double v = value(at);
        return Double.isNaN(v) ? null : RealSet.of(List.of(new RealSet.Piece(at, at, false, false, v, v)));
    }

    private @Nullable RealSet relation(Node.Rel r) {
        if (r.ops().equals(List.of("in"))) {
            return of(r.terms().get(1));
        }
        if (r.ops().equals(List.of("notin"))) {
            RealSet set = of(r.terms().get(1));
            return set == null || !set.numeric() ? null : set.complement();
        }
        String v = variable(r);
        if (v == null) {
            return null;
        }
        RealSet all = null;
        for (int n = 0; n < r.ops().size(); n++) {
            RealSet part =
                    inequality(r.terms().get(n), r.ops().get(n), r.terms().get(n + 1), v);
            if (part == null || !part.numeric()) {
                return null;
            }
            all = all == null ? part : all.intersection(part);
        }
        return all;
    }

    /** A linear inequality, or one that bounds an absolute value, solved for its variable. */
    private @Nullable RealSet inequality(Node left, String op, Node right, String v) {
        if (!Shapes.ORDER.contains(op) && !op.equals("!=")) {
            return null;
        }
        boolean strict = op.length() == 1;
        boolean less = op.startsWith("<");
        Node bounded = abs(left) != null ? left : right;
        Node bound = bounded == left ? right : left;
        Node inner = abs(bounded);
        if (inner != null && !op.equals("!=") && !Double.isNaN(value(bound)) && value(bound) > 0) {
            boolean below = bounded == left == less;
            String up = (below ? "<" : ">") + (strict ? "" : "=");
            String down = (below ? ">" : "<") + (strict ? "" : "=");
            RealSet above = inequality(inner, up, bound, v);
            RealSet under = inequality(inner, down, new Node.Neg(bound), v);
            if (above == null || under == null) {
                return null;
            }
            return below ? above.intersection(under) : above.union(under);
        }
        Node difference = new Node.Add(List.of(left, new Node.Neg(right)));
        Node at0 = Shapes.replace(difference, v, ZERO);
        Node at1 = Shapes.replace(difference, v, ONE);
        double f0 = value(at0);
        double f1 = value(at1);
        double f2 = value(Shapes.replace(difference, v, Node.Num.of(2)));
        double slope = f1 - f0;
        if (Double.isNaN(f0 + f1 + f2)
                || slope == 0
                || Math.abs(f2 - 2 * f1 + f0) > 1e-9 * (Math.abs(f0) + Math.abs(f2))
                || Math.abs(value(Shapes.replace(difference, v, Node.Num.of(-3))) - f0 + 3 * slope)
                        > 1e-9 * (Math.abs(f0) + Math.abs(slope))) {
            return null;
        }
        Node end = left instanceof Node.Sym
                ? right
                : right instanceof Node.Sym
                        ? left
                        : new Node.Div(at0, new Node.Add(List.of(at0, new Node.Neg(at1))), false);
        double at = -f0 / slope;
        if (op.equals("!=")) {
            return RealSet.of(List.of(new RealSet.Piece(end, end, false, false, at, at)))
                    .complement();
        }
        boolean below = less == slope > 0;
        return below
                ? RealSet.of(List.of(
                        new RealSet.Piece(new Node.Neg(INFINITY), end, true, strict, Double.NEGATIVE_INFINITY, at)))
                : RealSet.of(List.of(new RealSet.Piece(end, INFINITY, strict, true, at, Double.POSITIVE_INFINITY)));
    }

    /** What stands between absolute-value bars, or null. */
    private static @Nullable Node abs(Node n) {
        return n instanceof Node.Fn f && f.name().equals("abs") ? f.args().get(0) : null;
    }

    private RealSet interval(Node low, Node high, boolean lowOpen, boolean highOpen) {
        return RealSet.of(List.of(new RealSet.Piece(
                low, high, lowOpen || infinite(low), highOpen || infinite(high), value(low), value(high))));
    }

    private static RealSet reals() {
        return RealSet.of(List.of(new RealSet.Piece(
                new Node.Neg(INFINITY), INFINITY, true, true, Double.NEGATIVE_INFINITY, Double.POSITIVE_INFINITY)));
    }

    /** The value of an end; NaN when it is not a number. */
    double value(Node n) {
        if (infinite(n)) {
            return n instanceof Node.Neg ? Double.NEGATIVE_INFINITY : Double.POSITIVE_INFINITY;
        }
        if (Symbols.hasVariables(n) || !ExpressionCheck.numeric(n)) {
            return Double.NaN;
        }
        try {
            DoubleComplex.Z z = new Evaluator<>(
                            DoubleComplex.INSTANCE, new Point(0, Point.Kind.POSITIVE), Reading.USUAL, budget)
                    .of(n);
            return DoubleComplex.INSTANCE.isReal(z) || Math.abs(z.im()) < 1e-12 ? z.re() : Double.NaN;
        } catch (ArithmeticException | NotNumericException e) {
            return Double.NaN;
        }
    }
}
