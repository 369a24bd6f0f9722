package io.srpo.verify.math.compare;

import io.srpo.verify.math.parse.Node;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Names that are free to choose: a constant of integration, the whole number that counts periods. */
final class Parameters {
    private static final Set<String> COUNTERS = Set.of("k", "n", "m", "l", "p", "q");
    private static final Set<String> CONSTANTS = Set.of("C", "c", "K", "k", "C_1", "c_1", "D", "A");

    private Parameters() {}

    /** The answer with its one free name changed into gold's, or null when there is none. */
    static @Nullable Node renamed(Node gold, Node answer) {
        Set<String> g = names(gold);
        Set<String> a = names(answer);
        Set<String> both = new TreeSet<>(g);
        both.retainAll(a);
        g.removeAll(both);
        a.removeAll(both);
        if (g.size() != 1 || a.size() != 1) {
            return null;
        }
        String from = a.iterator().next();
        String to = g.iterator().next();
        boolean periods = COUNTERS.contains(from)
                && COUNTERS.contains(to)
                && countsPeriods(gold, to)
                && countsPeriods(answer, from);
        boolean constant = CONSTANTS.contains(from) && to.startsWith("C") && added(gold, to) && added(answer, from);
        return periods || constant ? Shapes.replace(answer, from, new Node.Sym(to)) : null;
    }

    private static Set<String> names(Node n) {
        Set<String> names = new TreeSet<>();
        Symbols.walk(n, x -> {
            if (x instanceof Node.Sym s && !Symbols.isConstant(s.name())) {
                names.add(s.name());
            }
        });
        return names;
    }

    /** A product of the name and pi, or of the name and degrees. */
    private static boolean countsPeriods(Node n, String name) {
        return Symbols.any(
                n,
                x -> x instanceof Node.Mul m
                        && m.factors().stream().anyMatch(f -> holds(f, name))
                        && Symbols.any(m, f -> f instanceof Node.Degree || holds(f, "pi")));
    }

    private static boolean added(Node n, String name) {
        return n instanceof Node.Add a && a.terms().stream().anyMatch(t -> holds(t, name) && t instanceof Node.Sym);
    }

    private static boolean holds(Node n, String name) {
        return Symbols.any(n, x -> x instanceof Node.Sym s && s.name().equals(name));
    }
}
