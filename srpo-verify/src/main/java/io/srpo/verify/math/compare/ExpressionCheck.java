package io.srpo.verify.math.compare;

import io.srpo.verify.math.number.BigComplex;
import io.srpo.verify.math.number.Budget;
import io.srpo.verify.math.number.DoubleComplex;
import io.srpo.verify.math.number.Rational;
import io.srpo.verify.math.number.TooHardException;
import io.srpo.verify.math.parse.Node;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Whether two expressions are equal: by exact rational arithmetic where both have rational values, otherwise by their values at points fixed by the
 * variables' names, first in double precision (which tells most unequal ones apart) and then to 40 digits.
 *
 * <p>Variables are taken to be real. Where both sides are real they must agree also at points with negative values; where roots or
 * logarithms leave the reals there, only positive values count.
 */
final class ExpressionCheck {
    private static final List<Point.Kind> WITH_VARIABLES =
            List.of(Point.Kind.POSITIVE, Point.Kind.SMALL, Point.Kind.MIXED, Point.Kind.POSITIVE, Point.Kind.MIXED);
    private static final List<Point.Kind> CONSTANT = List.of(Point.Kind.POSITIVE);

    private final Budget budget;
    private final BigComplex big;

    ExpressionCheck(Budget budget) {
        this.budget = budget;
        this.big = new BigComplex(budget);
    }

    Same same(Node a, Node b) {
        if (a.equals(b)) {
            return numeric(a) ? Same.YES : Same.UNKNOWN;
        }
        Same first = same(a, b, Reading.USUAL);
        if (first != Same.YES && (hasPlainLog(a) || hasPlainLog(b)) && same(a, b, Reading.DECIMAL_LOG) == Same.YES) {
            return Same.YES;
        }
        return first;
    }

    private static boolean hasPlainLog(Node n) {
        return Symbols.any(
                n,
                x -> x instanceof Node.Fn f
                        && f.name().equals("log")
                        && f.args().size() == 1);
    }

    /** Whether the tree holds nothing but what has a value. */
    static boolean numeric(Node n) {
        return !Symbols.any(
                n,
                x -> x instanceof Node.Seq
                        || x instanceof Node.Words
                        || x instanceof Node.Rel
                        || x instanceof Node.Interval
                        || x instanceof Node.SetOp
                        || x instanceof Node.Matrix
                        || x instanceof Node.Cases
                        || x instanceof Node.Connected
                        || x instanceof Node.Builder
                        || x instanceof Node.PlusMinus
                        || x instanceof Node.Quantity
                        || (x instanceof Node.Ratio r && r.parts().size() != 2)
                        || (x instanceof Node.Sym s
                                && (s.name().equals("oo")
                                        || s.name().equals("empty")
                                        || s.name().equals("..."))));
    }

    Same same(Node a, Node b, Reading reading) {
        if (!numeric(a) || !numeric(b)) {
            return Same.UNKNOWN;
        }
        boolean variables = Symbols.hasVariables(a) || Symbols.hasVariables(b);
        int agreed = 0;
        int number = 0;
        for (Point.Kind kind : variables ? WITH_VARIABLES : CONSTANT) {
            Same here = at(a, b, new Point(number++, kind), reading, agreed == 0);
            if (here == Same.NO) {
                return variables && wholeOnly(a, b) ? atWholePoints(a, b, reading) : Same.NO;
            }
            agreed += here == Same.YES ? 1 : 0;
        }
        return agreed > (variables ? 1 : 0) ? Same.YES : Same.UNKNOWN;
    }

    /** Whether a sign that alternates with a variable ties that variable to whole numbers. */
    private static boolean wholeOnly(Node a, Node b) {
        return alternates(a) || alternates(b);
    }

    private static boolean alternates(Node n) {
        return Symbols.any(n, x -> signPower(x) || halfTurns(x));
    }

    private static boolean signPower(Node x) {
        return x instanceof Node.Pow p && p.base() instanceof Node.Neg m && m.of() instanceof Node.Num;
    }

    private static boolean halfTurns(Node x) {
        return x instanceof Node.Fn f
                && (f.name().equals("cos") || f.name().equals("sin"))
                && Symbols.any(x, y -> y instanceof Node.Sym s && s.name().equals("pi"))
                && Symbols.any(x, y -> y instanceof Node.Sym s && s.name().length() == 1 && "nkm".contains(s.name()));
    }

    private Same atWholePoints(Node a, Node b, Reading reading) {
        for (int n = 0; n < 14; n++) {
            if (at(a, b, new Point(100 + n, Point.Kind.WHOLE), reading, n < 2) != Same.YES) {
                return Same.NO;
            }
        }
        return Same.YES;
    }

    private Same at(Node a, Node b, Point point, Reading reading, boolean confirm) {
        try {
            Rational x = exact(a, point);
            Rational y = x == null ? null : exact(b, point);
            if (x != null && y != null) {
                return Same.of(x.equals(y));
            }
            Same quick = quick(a, b, point, reading);
            return quick != Same.NO && confirm ? precise(a, b, point, reading, quick) : quick;
        } catch (ArithmeticException undefined) {
            return Same.UNKNOWN;
        } catch (NotNumericException e) {
            return Same.UNKNOWN;
        }
    }

    private @Nullable Rational exact(Node n, Point point) {
        try {
            return new ExactValue(point, budget).of(n);
        } catch (TooHardException e) {
            budget.step();
            return null;
        }
    }

    private Same quick(Node a, Node b, Point point, Reading reading) {
        Evaluator<DoubleComplex.Z> evaluator = new Evaluator<>(DoubleComplex.INSTANCE, point, reading, budget);
        DoubleComplex.Z x = evaluator.of(a);
        DoubleComplex.Z y = evaluator.of(b);
        double gap = Math.hypot(x.re() - y.re(), x.im() - y.im());
        double size = Math.max(Math.hypot(x.re(), x.im()), Math.hypot(y.re(), y.im()));
        if (Double.isNaN(gap) || Double.isInfinite(size)) {
            return Same.UNKNOWN;
        }
        boolean real = DoubleComplex.INSTANCE.isReal(x) && DoubleComplex.INSTANCE.isReal(y);
        if (gap <= 1e-8 * size || (gap <= 1e-11 && size < 1e-9)) {
            return Same.YES;
        }
        if (point.kind() == Point.Kind.MIXED && !real && usesBranches(a, b)) {
            return Same.UNKNOWN;
        }
        return gap <= 1e-9 && size < 1e-6 ? Same.UNKNOWN : Same.NO;
    }

    private static boolean usesBranches(Node a, Node b) {
        return Symbols.any(a, ExpressionCheck::branches) || Symbols.any(b, ExpressionCheck::branches);
    }

    private static boolean branches(Node n) {
        return n instanceof Node.Fn
                || (n instanceof Node.Pow p
                        && !(p.exponent() instanceof Node.Num e && e.value().isInteger()));
    }

    private Same precise(Node a, Node b, Point point, Reading reading, Same quick) {
        try {
            Evaluator<BigComplex.Z> evaluator = new Evaluator<>(big, point, reading, budget);
            return Same.of(big.same(evaluator.of(a), evaluator.of(b)));
        } catch (UnsupportedOperationException gamma) {
            return quick;
        }
    }
}
