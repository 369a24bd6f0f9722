package io.srpo.verify.math.compare;

import io.srpo.verify.math.number.Rational;
import io.srpo.verify.math.parse.Node;
import java.util.List;
import java.util.regex.Pattern;

/** Single values: numbers with the rounding rule, units, degrees, ratios, expressions. */
final class ScalarCheck {
    private static final Pattern RADIANS = Pattern.compile("(?i)\\s*rad(?:ians?)?\\s*");

    private final ExpressionCheck expressions;

    /** Notes why. */
    interface Reasons {
        Same because(Same same, String yes, String no);
    }

    ScalarCheck(ExpressionCheck expressions) {
        this.expressions = expressions;
    }

    Same same(Node gold, Node answer, Reasons reasons) {
        Measure g = measure(isResidue(answer) ? gold : residue(gold));
        Measure a = measure(isResidue(gold) ? answer : residue(answer));
        Node gv = g.value();
        Node av = a.value();
        if (isSterling(gold, answer) || isSterling(answer, gold)) {
            g = new Measure(g.value(), Units.Unit.COUNT);
            a = new Measure(a.value(), Units.Unit.COUNT);
        }
        if (!g.unit().dimension().isEmpty() && !a.unit().dimension().isEmpty()) {
            if (!g.unit().dimension().equals(a.unit().dimension())) {
                return reasons.because(Same.NO, "", "another unit");
            }
        } else if (!g.unit().dimension().isEmpty() || !a.unit().dimension().isEmpty()) {
            // a unit that only one side writes says nothing of the number
            g = new Measure(g.value(), Units.Unit.COUNT);
            a = new Measure(a.value(), Units.Unit.COUNT);
        }
        if (!g.unit().scale().equals(a.unit().scale())) {
            gv = scaled(gv, g.unit().scale());
            av = scaled(av, a.unit().scale());
        }
        if (infinite(gv) || infinite(av)) {
            return reasons.because(Same.of(strip(gv).equals(strip(av))), "the same", "infinite against finite");
        }
        if (av instanceof Node.Ratio
                && gv instanceof Node.Num whole
                && whole.value().isInteger()) {
            return reasons.because(Same.NO, "", "a ratio where a number is asked for");
        }
        if (isRadians(gold) || isRadians(answer)) {
            return reasons.because(expressions.same(gv, av), "the same angle", "another angle");
        }
        if (gv instanceof Node.Ratio gr
                && av instanceof Node.Ratio ar
                && gr.parts().size() == ar.parts().size()) {
            return reasons.because(ratios(gr, ar), "the same ratio", "another ratio");
        }
        if (Literals.isLiteral(gv)
                && !Literals.isLiteral(av)
                && Literals.unevaluated(av)
                && !Literals.unevaluated(gv)
                && !(gv instanceof Node.Fn && Literals.isMixed(av))
                && !Literals.isComplement(av)) {
            return reasons.because(Same.NO, "", "not worked out");
        }
        Same s = degrees(gv, av);
        if (s == Same.NO) {
            Node renamed = Parameters.renamed(gv, av);
            s = renamed == null ? s : expressions.same(gv, renamed);
        }
        if (s != Same.YES && rounds(gv, av)) {
            return reasons.because(Same.YES, "equal to the digits shown", "");
        }
        boolean numbers = !Symbols.hasVariables(gv) && !Symbols.hasVariables(av);
        return reasons.because(
                s,
                numbers ? "equal as numbers" : "equal as expressions",
                numbers ? "another number" : "another expression");
    }

    private static boolean isRadians(Node n) {
        return n instanceof Node.Quantity q && RADIANS.matcher(q.unit()).matches();
    }

    private static boolean isResidue(Node n) {
        return n instanceof Node.Mul m
                && m.factors().size() == 2
                && m.factors().get(1) instanceof Node.Fn f
                && f.name().equals("pmod");
    }

    /** A number without the modulus behind it. */
    private static Node residue(Node n) {
        return isResidue(n) ? ((Node.Mul) n).factors().get(0) : n;
    }

    /** Pounds that the other side shows to be money. */
    private static boolean isSterling(Node n, Node other) {
        return n instanceof Node.Quantity p
                && p.unit().equals("£")
                && other instanceof Node.Quantity q
                && q.unit().matches("(?i)pounds?");
    }

    private record Measure(Node value, Units.Unit unit) {}

    private static Measure measure(Node n) {
        if (n instanceof Node.Quantity q) {
            return new Measure(q.value(), Units.of(q.unit()));
        }
        if (n instanceof Node.Add a && a.terms().stream().allMatch(t -> t instanceof Node.Quantity)) {
            List<Node.Quantity> parts =
                    a.terms().stream().map(t -> (Node.Quantity) t).toList();
            Units.Unit first = Units.of(parts.get(0).unit());
            List<Node> values = parts.stream()
                    .map(p -> scaled(p.value(), Units.of(p.unit()).scale()))
                    .toList();
            boolean alike =
                    parts.stream().allMatch(p -> Units.of(p.unit()).dimension().equals(first.dimension()));
            Rational total = Rational.ZERO;
            for (Node v : values) {
                if (!alike || !(v instanceof Node.Num num)) {
                    return new Measure(n, Units.Unit.COUNT);
                }
                total = total.add(num.value());
            }
            return new Measure(new Node.Num(total, -1), new Units.Unit(first.dimension(), Rational.ONE));
        }
        return new Measure(n, Units.Unit.COUNT);
    }

    private static Node scaled(Node n, Rational scale) {
        if (n instanceof Node.Num num) {
            return new Node.Num(num.value().multiply(scale), scale.equals(Rational.ONE) ? num.decimals() : -1);
        }
        return new Node.Mul(List.of(n, new Node.Num(scale, -1)), false);
    }

    private static boolean infinite(Node n) {
        return (n instanceof Node.Sym s && (s.name().equals("oo") || s.name().equals("empty")))
                || (n instanceof Node.Neg neg && infinite(neg.of()));
    }

    private static Node strip(Node n) {
        return n instanceof Node.Quantity q ? q.value() : n;
    }

    private Same ratios(Node.Ratio g, Node.Ratio a) {
        for (int n = 1; n < g.parts().size(); n++) {
            Node left = new Node.Mul(List.of(g.parts().get(n), a.parts().get(0)), false);
            Node right = new Node.Mul(List.of(a.parts().get(n), g.parts().get(0)), false);
            if (expressions.same(left, right) != Same.YES) {
                return Same.NO;
            }
        }
        return Same.YES;
    }

    /** A degree sign that only one side writes is a unit left out; otherwise it scales. */
    private Same degrees(Node g, Node a) {
        boolean gd = g instanceof Node.Degree || (g instanceof Node.Neg n && n.of() instanceof Node.Degree);
        boolean ad = a instanceof Node.Degree || (a instanceof Node.Neg n && n.of() instanceof Node.Degree);
        if (gd && ad) {
            return expressions.same(bare(g), bare(a));
        }
        Same s = expressions.same(g, a);
        if (s != Same.YES && gd != ad) {
            return expressions.same(gd ? bare(g) : g, ad ? bare(a) : a);
        }
        return s;
    }

    private static Node bare(Node n) {
        if (n instanceof Node.Neg neg) {
            return new Node.Neg(bare(neg.of()));
        }
        return n instanceof Node.Degree d ? d.of() : n;
    }

    private static boolean rounds(Node g, Node a) {
        int shown = Literals.decimals(g);
        int given = Literals.decimals(a);
        if (shown < 1 || given < 1) {
            return false;
        }
        Rational gv = literal(bare(g));
        Rational av = literal(bare(a));
        return Literals.roundsTo(gv, shown, av, given);
    }

    private static Rational literal(Node n) {
        if (n instanceof Node.Num num) {
            return num.value();
        } else if (n instanceof Node.Neg neg) {
            return literal(bare(neg.of())).negate();
        }
        return n instanceof Node.Percent p ? literal(p.of()).divide(Rational.of(100)) : Rational.ZERO;
    }
}
