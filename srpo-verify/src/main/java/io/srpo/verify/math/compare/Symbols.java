package io.srpo.verify.math.compare;

import io.srpo.verify.math.parse.Node;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** Constants among the symbols, and walks over a tree. */
final class Symbols {
    private static final Set<String> CONSTANTS = Set.of("pi", "e", "i", "oo", "empty", "...");

    private Symbols() {}

    static boolean isConstant(String name) {
        return CONSTANTS.contains(name);
    }

    /** Whether any symbol of the tree is a variable. */
    static boolean hasVariables(Node node) {
        return any(
                node,
                n -> (n instanceof Node.Sym s && !isConstant(s.name()))
                        || (n instanceof Node.Fn f && !Functions.KNOWN.contains(f.name())));
    }

    static boolean any(Node node, Predicate<Node> wanted) {
        if (wanted.test(node)) {
            return true;
        }
        for (Node child : children(node)) {
            if (any(child, wanted)) {
                return true;
            }
        }
        return false;
    }

    /** Whether a tree is a sum of two or more different variables, such as the {@code m+n} that a question asks for. */
    static boolean isSumOfNames(Node node) {
        return node instanceof Node.Add a
                && a.terms().stream().allMatch(t -> t instanceof Node.Sym s && !isConstant(s.name()))
                && a.terms().stream().distinct().count() == a.terms().size();
    }

    static void walk(Node node, Consumer<Node> visit) {
        visit.accept(node);
        children(node).forEach(child -> walk(child, visit));
    }

    static List<Node> children(Node node) {
        if (node instanceof Node.Add a) {
            return a.terms();
        } else if (node instanceof Node.Mul m) {
            return m.factors();
        } else if (node instanceof Node.Div d) {
            return List.of(d.top(), d.bottom());
        } else if (node instanceof Node.Neg n) {
            return List.of(n.of());
        } else if (node instanceof Node.Pow p) {
            return List.of(p.base(), p.exponent());
        } else if (node instanceof Node.Fn f) {
            return f.args();
        } else if (node instanceof Node.PlusMinus p) {
            return List.of(p.left(), p.right());
        } else if (node instanceof Node.Percent p) {
            return List.of(p.of());
        } else if (node instanceof Node.Degree d) {
            return List.of(d.of());
        } else if (node instanceof Node.Seq s) {
            return s.items();
        } else if (node instanceof Node.Interval i) {
            return List.of(i.low(), i.high());
        } else if (node instanceof Node.SetOp s) {
            return s.parts();
        } else if (node instanceof Node.Connected c) {
            return c.items();
        } else if (node instanceof Node.Rel r) {
            return r.terms();
        } else if (node instanceof Node.Builder b) {
            return List.of(b.head(), b.condition());
        } else if (node instanceof Node.Matrix m) {
            return m.rows().stream().flatMap(List::stream).toList();
        } else if (node instanceof Node.Cases c) {
            return Stream.concat(c.values().stream(), c.conditions().stream()).toList();
        } else if (node instanceof Node.Ratio r) {
            return r.parts();
        } else if (node instanceof Node.Quantity q) {
            return List.of(q.value());
        }
        return List.of();
    }
}
