package io.srpo.verify.math.compare;

import io.srpo.verify.math.number.Rational;
import io.srpo.verify.math.parse.Node;
import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.List;
import java.util.Set;

/** Numbers as written: what digits they show, and whether anything is still to be worked out. */
final class Literals {
    /** Functions of whole numbers that name a task rather than a value. */
    private static final Set<String> TASKS = Set.of("gcd", "lcm", "max", "min", "floor", "ceil", "mod");

    private Literals() {}

    /** Digits after the point that a decimal shows, in units of its value; -1 when it is not written as a decimal. */
    static int decimals(Node n) {
        if (n instanceof Node.Num num) {
            return num.decimals();
        } else if (n instanceof Node.Neg neg) {
            return decimals(neg.of());
        } else if (n instanceof Node.Percent p) {
            int d = decimals(p.of());
            return d < 0 ? -1 : d + 2;
        } else if (n instanceof Node.Degree d) {
            return decimals(d.of());
        }
        return -1;
    }

    /** Whether a decimal answer becomes the gold decimal when rounded to the digits that gold shows. */
    static boolean roundsTo(Rational gold, int goldDecimals, Rational answer, int answerDecimals) {
        if (goldDecimals < 1 || answerDecimals < goldDecimals || answer.num().bitLength() > 4000) {
            return false;
        }
        BigDecimal a = answer.toBig(new MathContext(1300)).setScale(goldDecimals, RoundingMode.HALF_UP);
        return a.compareTo(gold.toBig(new MathContext(1300))) == 0;
    }

    /** A plain number: integer, decimal, fraction of integers, mixed number; with sign, percent or degree sign. */
    static boolean isLiteral(Node n) {
        if (n instanceof Node.Num || n instanceof Node.Based) {
            return true;
        } else if (n instanceof Node.Neg neg) {
            return isLiteral(neg.of());
        } else if (n instanceof Node.Percent p) {
            return isLiteral(p.of());
        } else if (n instanceof Node.Degree d) {
            return isLiteral(d.of());
        } else if (n instanceof Node.Div d) {
            return !d.division() && whole(d.top()) && whole(d.bottom());
        }
        return n instanceof Node.Fn f && f.name().equals("mixed");
    }

    private static boolean whole(Node n) {
        return (n instanceof Node.Num num && num.decimals() < 0) || (n instanceof Node.Neg neg && whole(neg.of()));
    }

    /** Whether plain numbers are still to be added, multiplied or divided somewhere. */
    static boolean unevaluated(Node n) {
        return Symbols.any(n, Literals::isOpen);
    }

    private static boolean isOpen(Node n) {
        if (n instanceof Node.Add a) {
            return a.terms().stream().allMatch(t -> isLiteral(t) || isPower(t));
        } else if (n instanceof Node.Mul m) {
            return literals(m.factors());
        }
        if (n instanceof Node.Fn f && TASKS.contains(f.name())) {
            return literals(f.args());
        }
        return n instanceof Node.Div d && d.division() && isLiteral(d.top()) && isLiteral(d.bottom());
    }

    /** A whole number and a proper fraction of the same sign: a mixed number written out. */
    static boolean isMixed(Node n) {
        if (!(n instanceof Node.Add a) || a.terms().size() != 2) {
            return false;
        }
        Node first = a.terms().get(0);
        Node second = a.terms().get(1);
        boolean negative = first instanceof Node.Neg;
        if (negative != second instanceof Node.Neg) {
            return false;
        }
        Node whole = negative ? ((Node.Neg) first).of() : first;
        Node part = second instanceof Node.Neg m ? m.of() : second;
        return whole(whole)
                && part instanceof Node.Div d
                && d.top() instanceof Node.Num top
                && d.bottom() instanceof Node.Num bottom
                && top.value().compareTo(bottom.value()) < 0;
    }

    /** A whole number less a fraction of a large denominator, {@code 1 - 1/2025}: as good a closed form as the fraction itself. */
    static boolean isComplement(Node n) {
        return n instanceof Node.Add a
                && a.terms().size() == 2
                && whole(a.terms().get(0))
                && a.terms().get(1) instanceof Node.Neg m
                && (isInversePower(m.of()) || isFine(m.of()));
    }

    private static boolean isInversePower(Node n) {
        return n instanceof Node.Pow p && whole(p.base()) && p.exponent() instanceof Node.Neg e && whole(e.of());
    }

    private static boolean isFine(Node n) {
        return n instanceof Node.Div d
                && !d.division()
                && d.top() instanceof Node.Num top
                && d.bottom() instanceof Node.Num bottom
                && bottom.value().compareTo(Rational.of(100)) >= 0
                && top.value().compareTo(bottom.value()) < 0;
    }

    private static boolean isPower(Node n) {
        return (n instanceof Node.Pow p && isLiteral(p.base()) && whole(p.exponent()))
                || (n instanceof Node.Fn f && (f.name().equals("!") || f.name().equals("binom")) && literals(f.args()))
                || (n instanceof Node.Neg m && isPower(m.of()));
    }

    private static boolean literals(List<Node> nodes) {
        return nodes.stream().allMatch(Literals::isLiteral);
    }
}
