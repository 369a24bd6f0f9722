package io.srpo.verify.math.compare;

import io.srpo.verify.math.parse.Node;
import io.srpo.verify.math.parse.Node.Bracket;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Lists, sets, points, vectors, matrices: what is ordered and what is not. */
final class SequenceCheck {
    private static final Node REST = new Node.Words("otherwise");
    private static final int MAX_ITEMS = 400;

    private final AnswerCheck answers;

    SequenceCheck(AnswerCheck answers) {
        this.answers = answers;
    }

    /** Two sequences, each in its own kind of bracket. */
    Same same(Node.Seq g, Node.Seq a) {
        if (g.items().size() > MAX_ITEMS || a.items().size() > MAX_ITEMS) {
            throw new io.srpo.verify.math.number.TooHardException("too many items");
        }
        Map<String, Node> gNamed = named(g);
        Map<String, Node> aNamed = named(a);
        if (gNamed != null && aNamed != null && gNamed.keySet().equals(aNamed.keySet())) {
            return Same.of(gNamed.keySet().stream()
                    .allMatch(k -> answers.same(value(gNamed, k), value(aNamed, k)) == Same.YES));
        }
        List<Node> gs = gNamed != null ? List.copyOf(gNamed.values()) : unnamed(g.items());
        List<Node> as = aNamed != null ? List.copyOf(aNamed.values()) : unnamed(a.items());
        boolean values = (gNamed == null && isAlternatives(gs, g)) || (aNamed == null && isAlternatives(as, a));
        boolean gSet = g.bracket() == Bracket.BRACE;
        boolean aSet = a.bracket() == Bracket.BRACE;
        boolean gList = g.bracket() == Bracket.NONE;
        boolean aList = a.bracket() == Bracket.NONE;
        if (gSet && aSet) {
            return unordered(distinct(gs), distinct(as));
        }
        if (gNamed == null && aNamed == null && (gSet || gList) && (aSet || aList)) {
            return unordered(gs, as);
        }
        if ((gSet && !aList) || (aSet && !gList)) {
            return Same.NO;
        }
        if (values && isPoint(g.bracket() == Bracket.NONE ? a : g)) {
            return Same.NO;
        }
        boolean interval = g.items().size() == 2
                && (g.bracket() == Bracket.SQUARE) != (a.bracket() == Bracket.SQUARE)
                && (g.bracket() == Bracket.ROUND || a.bracket() == Bracket.ROUND || gList || aList);
        return interval ? Same.NO : ordered(gs, as);
    }

    /** x = 2, x = 3: two values of one name, which no point is. */
    private static boolean isAlternatives(List<Node> values, Node.Seq s) {
        return s.bracket() == Bracket.NONE
                && s.items().size() > 1
                && s.items().stream().allMatch(i -> i instanceof Node.Rel)
                && values.stream().noneMatch(v -> v instanceof Node.Rel || v instanceof Node.Seq);
    }

    private static boolean isPoint(Node.Seq s) {
        return s.bracket() == Bracket.ROUND || s.bracket() == Bracket.SQUARE || s.bracket() == Bracket.ANGLE;
    }

    private static Node value(Map<String, Node> named, String name) {
        Node n = named.get(name);
        return n == null ? new Node.Sym("?") : n;
    }

    /** x = 1, y = 2: values by distinct names; null when the items are not all named, or share a name. */
    private static @Nullable Map<String, Node> named(Node.Seq s) {
        if (s.bracket() != Bracket.NONE) {
            return null;
        }
        Map<String, Node> named = new LinkedHashMap<>();
        for (Node item : s.items()) {
            if (!(item instanceof Node.Rel r)
                    || !r.ops().equals(List.of("="))
                    || !Naming.isName(r.terms().get(0))) {
                return null;
            }
            if (named.put(r.terms().get(0).toString(), r.terms().get(1)) != null) {
                return null;
            }
        }
        return named;
    }

    /** x = 1, x = 2 and x = 1, 2: the values, when only one name is used. */
    private static List<Node> unnamed(List<Node> items) {
        List<Node> values = new ArrayList<>();
        String name = null;
        for (Node item : items) {
            if (item instanceof Node.Rel r
                    && r.ops().equals(List.of("="))
                    && Naming.isName(r.terms().get(0))) {
                String here = r.terms().get(0).toString();
                if (name != null && !name.equals(here)) {
                    return items;
                }
                name = here;
                values.add(r.terms().get(1));
            } else {
                values.add(item);
            }
        }
        return values;
    }

    private List<Node> distinct(List<Node> items) {
        List<Node> kept = new ArrayList<>();
        for (Node item : items) {
            if (kept.stream().noneMatch(k -> answers.same(k, item) == Same.YES)) {
                kept.add(item);
            }
        }
        return kept;
    }

    Same ordered(List<Node> gs, List<Node> as) {
        if (gs.size() != as.size()) {
            return Same.NO;
        }
        Same all = Same.YES;
        for (int n = 0; n < gs.size(); n++) {
            Same s = answers.same(gs.get(n), as.get(n));
            if (s == Same.NO) {
                return Same.NO;
            }
            all = s == Same.UNKNOWN ? s : all;
        }
        return all;
    }

    Same unordered(List<Node> gs, List<Node> as) {
        if (gs.size() != as.size()) {
            return Same.NO;
        }
        List<Node> open = new ArrayList<>(as);
        for (Node g : gs) {
            int found = -1;
            for (int n = 0; n < open.size() && found < 0; n++) {
                found = answers.same(g, open.get(n)) == Same.YES ? n : -1;
            }
            if (found < 0) {
                return Same.NO;
            }
            open.remove(found);
        }
        return Same.YES;
    }

    /** The same value for each condition, in any order; "otherwise" stands for whatever is left. */
    Same cases(Node.Cases g, Node.Cases a) {
        int size = g.values().size();
        if (a.values().size() != size) {
            return Same.NO;
        }
        boolean rest = g.conditions().contains(REST) || a.conditions().contains(REST);
        boolean[] used = new boolean[size];
        int open = 0;
        for (int n = 0; n < size; n++) {
            int found = -1;
            for (int m = 0; m < size && found < 0; m++) {
                found = !used[m]
                                && answers.same(
                                                g.conditions().get(n),
                                                a.conditions().get(m))
                                        == Same.YES
                        ? m
                        : -1;
            }
            for (int m = 0; m < size && found < 0 && rest; m++) {
                boolean either = g.conditions().get(n).equals(REST)
                        || a.conditions().get(m).equals(REST);
                found = !used[m]
                                && either
                                && answers.same(g.values().get(n), a.values().get(m)) == Same.YES
                        ? m
                        : -1;
                open += found < 0 ? 0 : 1;
            }
            if (found < 0
                    || open > 1
                    || answers.same(g.values().get(n), a.values().get(found)) != Same.YES) {
                return Same.NO;
            }
            used[found] = true;
        }
        return Same.YES;
    }

    Same matrices(Node.Matrix g, Node.Matrix a) {
        if (g.rows().size() != a.rows().size()) {
            return Same.NO;
        }
        for (int n = 0; n < g.rows().size(); n++) {
            if (ordered(g.rows().get(n), a.rows().get(n)) != Same.YES) {
                return Same.NO;
            }
        }
        return Same.YES;
    }

    /** A row or column as a vector, or null. */
    static @Nullable List<Node> vector(Node.Matrix m) {
        if (m.rows().size() == 1) {
            return m.rows().get(0);
        }
        return m.rows().stream().allMatch(r -> r.size() == 1)
                ? m.rows().stream().map(r -> r.get(0)).toList()
                : null;
    }

    /** A list of equally long bracketed lists as a matrix, or null. */
    static Node.@Nullable Matrix matrix(Node.Seq s) {
        List<List<Node>> rows = new ArrayList<>();
        for (Node item : s.items()) {
            if (!(item instanceof Node.Seq row) || row.bracket() != s.bracket()) {
                return null;
            }
            rows.add(row.items());
        }
        return rows.isEmpty() ? null : new Node.Matrix(rows);
    }
}
