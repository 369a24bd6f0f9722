package io.srpo.verify.math.compare;

import io.srpo.verify.math.parse.Node;
import io.srpo.verify.math.parse.Node.Bracket;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** What in an equation is a name that the other side gives a value to. */
final class Naming {
    private Naming() {}

    /** A name that a value is given to: a variable, a function of variables, a bracket of names. */
    static boolean isName(Node n) {
        if (n instanceof Node.Sym s) {
            return !Symbols.isConstant(s.name());
        }
        if (n instanceof Node.Mul m) {
            return m.factors().stream().allMatch(Naming::isCapital);
        }
        if (n instanceof Node.Fn f) {
            return !Functions.KNOWN.contains(f.name())
                    || ((f.name().equals("abs") || f.name().equals("overline"))
                            && f.args().get(0) instanceof Node.Mul m
                            && isName(m));
        }
        if (n instanceof Node.Pow p) {
            return p.base() instanceof Node.Sym s && s.name().equals(s.name().toUpperCase(Locale.ROOT)) && isName(s);
        }
        return n instanceof Node.Seq s
                && s.bracket() != Bracket.NONE
                && s.items().stream().allMatch(Naming::isName);
    }

    private static boolean isCapital(Node n) {
        return n instanceof Node.Sym s
                && s.name().length() == 1
                && Character.isUpperCase(s.name().charAt(0));
    }

    /** The value given to a name, or null for an equation that names nothing. */
    static @Nullable Node assigned(Node.Rel r) {
        if (!r.ops().stream().allMatch(o -> o.equals("="))) {
            return null;
        }
        int last = r.terms().size() - 1;
        if (isName(r.terms().get(0))) {
            return r.terms().get(last);
        }
        return last == 1
                        && isName(r.terms().get(1))
                        && !Symbols.hasVariables(r.terms().get(0))
                ? r.terms().get(0)
                : null;
    }

    /** The side of an equation that is the name. */
    static Node name(Node.Rel r) {
        return isName(r.terms().get(0))
                ? r.terms().get(0)
                : r.terms().get(r.terms().size() - 1);
    }

    /** The same name, or one of y and f(x) for the other. */
    static boolean sameName(Node.Rel g, Node.Rel a) {
        Node n = name(g);
        Node m = name(a);
        boolean function = n instanceof Node.Fn || m instanceof Node.Fn;
        return n.equals(m) || (function && (isY(n) || isY(m)));
    }

    private static boolean isY(Node n) {
        return n instanceof Node.Sym s && s.name().equals("y");
    }
}
