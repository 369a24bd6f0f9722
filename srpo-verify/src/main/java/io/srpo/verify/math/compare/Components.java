package io.srpo.verify.math.compare;

import io.srpo.verify.math.parse.Node;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Vectors written as sums of multiples of the unit vectors. */
final class Components {
    private final ExpressionCheck expressions;
    private final RealSets sets;

    Components(ExpressionCheck expressions, RealSets sets) {
        this.expressions = expressions;
        this.sets = sets;
    }

    /** The components of a sum of multiples of i, j, k, or null when it is none. */
    @Nullable
    List<Node> of(Node n, int size) {
        if (!Symbols.any(
                        n,
                        x -> x instanceof Node.Sym s
                                && (s.name().equals("j") || s.name().equals("k")))
                || size < 2
                || size > 3
                || !ExpressionCheck.numeric(n)) {
            return null;
        }
        List<Node> parts = new ArrayList<>();
        List<Node> sum = new ArrayList<>();
        List<String> names = List.of("i", "j", "k").subList(0, size);
        for (String name : names) {
            Node part = n;
            for (String other : List.of("i", "j", "k")) {
                part = Shapes.replace(part, other, Node.Num.of(other.equals(name) ? 1 : 0));
            }
            double value = sets.value(part);
            parts.add(Math.abs(value) < 1e9 && value == Math.rint(value) ? Node.Num.of((long) value) : part);
            sum.add(new Node.Mul(List.of(part, new Node.Sym("unit " + name)), false));
        }
        Node named = n;
        for (String name : List.of("i", "j", "k")) {
            named = Shapes.replace(named, name, new Node.Sym("unit " + name));
        }
        return expressions.same(named, new Node.Add(sum)) == Same.YES ? parts : null;
    }
}
