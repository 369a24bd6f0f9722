package io.srpo.verify.math.compare;

import io.srpo.verify.math.parse.Node;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.UnaryOperator;

/** Rewrites a tree so that the same thing has fewer shapes; nothing here changes what is said. */
final class Shapes {
    static final Set<String> ORDER = Set.of("<", ">", "<=", ">=");

    private Shapes() {}

    /** Both signs written out, lists flattened, units moved outwards, words with a meaning replaced. */
    static Node simplify(Node node) {
        Node n = node;
        if (n instanceof Node.Words w) {
            Node meaning = WordMeanings.meaning(w.text());
            return meaning == null ? n : meaning;
        }
        if (n instanceof Node.Neg neg && neg.of() instanceof Node.Quantity q) {
            return new Node.Quantity(new Node.Neg(q.value()), q.unit());
        }
        if (n instanceof Node.Quantity q && q.value() instanceof Node.Quantity inner) {
            return new Node.Quantity(
                    inner.value(),
                    inner.unit().equals("$") && q.unit().matches("(?i)dollars?|usd")
                            ? "$"
                            : q.unit() + " " + inner.unit());
        }
        if (n instanceof Node.Quantity q && q.value() instanceof Node.Seq s && s.bracket() == Node.Bracket.NONE) {
            return new Node.Seq(
                    s.bracket(),
                    s.items().stream()
                            .<Node>map(i -> new Node.Quantity(i, q.unit()))
                            .toList());
        }
        if (n instanceof Node.Rel r
                && r.ops().equals(List.of("in"))
                && r.terms().get(1) instanceof Node.Seq s
                && s.bracket() == Node.Bracket.BRACE
                && r.terms().get(0) instanceof Node.Sym) {
            return simplify(s);
        }
        if (n instanceof Node.Seq s && s.bracket() == Node.Bracket.NONE) {
            Node shorter = withoutConditions(s);
            if (shorter != s) {
                return simplify(shorter);
            }
        }
        if (n instanceof Node.Connected c && !hasOrder(c)) {
            return simplify(new Node.Seq(Node.Bracket.NONE, c.items()));
        }
        if (n instanceof Node.Seq s && s.bracket() == Node.Bracket.ROUND && signs(s) == 1) {
            return new Node.Seq(Node.Bracket.NONE, List.of(signed(s, true), signed(s, false)));
        }
        if (n instanceof Node.Seq s) {
            List<Node> items = new ArrayList<>();
            for (Node item : s.items()) {
                Node simple = simplify(item);
                if (simple instanceof Node.Seq inner
                        && inner.bracket() == Node.Bracket.NONE
                        && s.bracket() != Node.Bracket.ROUND) {
                    items.addAll(inner.items());
                } else {
                    items.add(simple);
                }
            }
            return items.size() == 1 && s.bracket() == Node.Bracket.NONE
                    ? items.get(0)
                    : new Node.Seq(s.bracket(), items);
        }
        if (n instanceof Node.Builder b && isCondition(b.condition()) && !(b.head() instanceof Node.Sym)) {
            return simplify(b.head());
        }
        if (n instanceof Node.Rel r
                && r.ops().equals(List.of("!="))
                && Symbols.any(r.terms().get(1), x -> x instanceof Node.PlusMinus)) {
            return new Node.Connected(false, List.of(signed(r, true), signed(r, false)));
        }
        if (n instanceof Node.Builder b
                && b.condition() instanceof Node.Rel r
                && simplify(r) instanceof Node.Connected c) {
            return new Node.Builder(b.head(), c);
        }
        if (Matrices.worksOut(n)) {
            return Matrices.workOut(n);
        }
        if (bothSigns(n)) {
            Node plus = signed(n, true);
            Node minus = signed(n, false);
            return new Node.Seq(Node.Bracket.NONE, List.of(plus, minus));
        }
        return n;
    }

    /** A list without items that only say which numbers a parameter runs over; x != 1, 2 written out. */
    private static Node withoutConditions(Node.Seq s) {
        List<Node> kept = s.items().stream().filter(i -> !isCondition(i)).toList();
        if (!kept.isEmpty() && kept.size() < s.items().size()) {
            return kept.size() == 1 ? kept.get(0) : new Node.Seq(Node.Bracket.NONE, kept);
        }
        if (s.items().get(0) instanceof Node.Rel first
                && first.ops().equals(List.of("!="))
                && s.items().stream().skip(1).noneMatch(i -> i instanceof Node.Rel)) {
            List<Node> all = new ArrayList<>(List.of(first));
            s.items().stream()
                    .skip(1)
                    .forEach(i -> all.add(new Node.Rel(List.of(first.terms().get(0), i), first.ops())));
            return new Node.Connected(false, all);
        }
        return s;
    }

    private static boolean isCondition(Node n) {
        return n instanceof Node.Rel r
                && r.ops().equals(List.of("in"))
                && r.terms().get(1) instanceof Node.Sym set
                && (set.name().equals("\\Z") || set.name().equals("\\N"));
    }

    static boolean hasOrder(Node n) {
        return Symbols.any(
                n,
                x -> (x instanceof Node.Rel r
                                && r.ops().stream()
                                        .anyMatch(o -> ORDER.contains(o) || o.equals("!=") || o.equals("in")))
                        || x instanceof Node.Interval
                        || x instanceof Node.SetOp);
    }

    private static int signs(Node n) {
        int[] count = new int[1];
        Symbols.walk(n, x -> count[0] += x instanceof Node.PlusMinus ? 1 : 0);
        return count[0];
    }

    private static boolean bothSigns(Node n) {
        if (n instanceof Node.Rel r) {
            return r.ops().stream().allMatch(o -> o.equals("="))
                    && r.terms().stream().anyMatch(t -> !(t instanceof Node.Seq) && bothSigns(t));
        }
        return !(n instanceof Node.Seq) && Symbols.any(n, x -> x instanceof Node.PlusMinus);
    }

    /** The tree with the upper or the lower signs. */
    private static Node signed(Node n, boolean upper) {
        if (n instanceof Node.PlusMinus p) {
            boolean plus = p.upper() == upper;
            Node right = signed(p.right(), upper);
            Node left = signed(p.left(), upper);
            Node term = plus ? right : new Node.Neg(right);
            boolean alone = left instanceof Node.Num zero && zero.value().signum() == 0;
            return alone ? term : new Node.Add(List.of(left, term));
        }
        return map(n, child -> signed(child, upper));
    }

    /** The tree with every occurrence of a symbol replaced. */
    static Node replace(Node n, String symbol, Node by) {
        if (n instanceof Node.Sym s) {
            return s.name().equals(symbol) ? by : n;
        }
        return map(n, child -> replace(child, symbol, by));
    }

    /** The same tree over mapped children. */
    private static Node map(Node n, UnaryOperator<Node> f) {
        if (n instanceof Node.Add a) {
            return new Node.Add(a.terms().stream().map(f).toList());
        } else if (n instanceof Node.Mul m) {
            return new Node.Mul(m.factors().stream().map(f).toList(), m.cross());
        } else if (n instanceof Node.Div d) {
            return new Node.Div(f.apply(d.top()), f.apply(d.bottom()), d.division());
        } else if (n instanceof Node.Neg x) {
            return new Node.Neg(f.apply(x.of()));
        } else if (n instanceof Node.Pow p) {
            return new Node.Pow(f.apply(p.base()), f.apply(p.exponent()));
        } else if (n instanceof Node.Fn g) {
            return new Node.Fn(g.name(), g.args().stream().map(f).toList());
        } else if (n instanceof Node.Degree d) {
            return new Node.Degree(f.apply(d.of()));
        } else if (n instanceof Node.Percent p) {
            return new Node.Percent(f.apply(p.of()));
        } else if (n instanceof Node.Quantity q) {
            return new Node.Quantity(f.apply(q.value()), q.unit());
        } else if (n instanceof Node.Rel r) {
            return new Node.Rel(r.terms().stream().map(f).toList(), r.ops());
        } else if (n instanceof Node.Seq s) {
            return new Node.Seq(s.bracket(), s.items().stream().map(f).toList());
        } else if (n instanceof Node.Ratio r) {
            return new Node.Ratio(r.parts().stream().map(f).toList());
        }
        return n;
    }
}
