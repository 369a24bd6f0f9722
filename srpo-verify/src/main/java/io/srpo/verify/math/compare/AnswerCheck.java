package io.srpo.verify.math.compare;

import io.srpo.verify.math.number.Budget;
import io.srpo.verify.math.parse.Node;
import io.srpo.verify.math.parse.Node.Bracket;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Compares two answer trees by their forms; gold first, since some rules look only one way. One pair, one thread. */
final class AnswerCheck {
    private final Budget budget;
    private final ExpressionCheck expressions;
    private final RealSets sets;
    private final SequenceCheck sequences;
    private final RelationCheck relations;
    private final Components components;
    private String reason = "different";

    AnswerCheck(Budget budget) {
        this.budget = budget;
        this.expressions = new ExpressionCheck(budget);
        this.sets = new RealSets(budget, expressions);
        this.sequences = new SequenceCheck(this);
        this.components = new Components(expressions, sets);
        this.relations = new RelationCheck(budget, this);
    }

    ExpressionCheck expressions() {
        return expressions;
    }

    /** Why the last comparison ended as it did. */
    String reason() {
        return reason;
    }

    private Same because(Same same, String yes, String no) {
        reason = same == Same.YES ? yes : same == Same.NO ? no : "cannot be compared";
        return same;
    }

    Same same(Node gold, Node answer) {
        budget.step(4);
        Node g = Shapes.simplify(gold);
        Node a = Shapes.simplify(answer);
        if (g instanceof Node.Seq && isPoint(a)) {
            a = new Node.Seq(Bracket.ROUND, ((Node.Fn) a).args());
        }
        if (g instanceof Node.Words gw && a instanceof Node.Words aw) {
            return because(TextCheck.words(gw.text(), aw.text()), "the same words", "other words");
        }
        if (g instanceof Node.Words || a instanceof Node.Words) {
            return because(Same.NO, "", "words against math");
        }
        if (RealSets.saysSet(g) || RealSets.saysSet(a)) {
            Same s = realSets(g, a);
            if (s != Same.UNKNOWN) {
                return s;
            }
        }
        if (g instanceof Node.Rel || a instanceof Node.Rel) {
            return related(g, a);
        }
        if (g instanceof Node.Cases || a instanceof Node.Cases) {
            return because(
                    g instanceof Node.Cases gc && a instanceof Node.Cases ac ? sequences.cases(gc, ac) : Same.NO,
                    "the same pieces",
                    "other pieces");
        }
        if (g instanceof Node.Matrix || a instanceof Node.Matrix) {
            return matrices(g, a);
        }
        if (g instanceof Node.Seq || a instanceof Node.Seq) {
            return listed(g, a);
        }
        if (g instanceof Node.Connected gc && a instanceof Node.Connected ac) {
            return because(sequences.unordered(gc.items(), ac.items()), "the same conditions", "other conditions");
        }
        if (g instanceof Node.SetOp gs && a instanceof Node.SetOp as && gs.op() == as.op()) {
            Same s = gs.op() == '\\'
                    ? sequences.ordered(gs.parts(), as.parts())
                    : sequences.unordered(gs.parts(), as.parts());
            return because(s, "the same set", "another set");
        }
        if (g instanceof Node.Builder gb && a instanceof Node.Builder ab) {
            return because(
                    Same.of(same(gb.head(), ab.head()) == Same.YES && same(gb.condition(), ab.condition()) == Same.YES),
                    "the same set",
                    "another set");
        }
        if (isSet(g) != isSet(a)) {
            return because(Same.NO, "", "a set of numbers against something else");
        }
        return new ScalarCheck(expressions).same(g, a, this::because);
    }

    private static boolean isSet(Node n) {
        return n instanceof Node.Interval
                || n instanceof Node.SetOp
                || n instanceof Node.Builder
                || n instanceof Node.Connected;
    }

    private Same realSets(Node g, Node a) {
        boolean bothRelations = g instanceof Node.Rel && a instanceof Node.Rel;
        String gv = bothRelations ? RealSets.variable(g) : null;
        if (bothRelations
                && gv != null
                && !gv.equals(RealSets.variable(a))
                && !gv.equals("?")
                && !"?".equals(RealSets.variable(a))) {
            return because(Same.NO, "", "another variable");
        }
        RealSet gs = sets.of(g);
        RealSet as = gs == null ? null : sets.of(a);
        if (gs == null || as == null) {
            return Same.UNKNOWN;
        }
        Same s = sets.same(gs, as);
        if (s == Same.NO && !gs.numeric() && bothRelations) {
            return Same.UNKNOWN;
        }
        return because(s, "the same set of numbers", "another set of numbers");
    }

    /** A name that a value is given to: a variable, a function of variables, a bracket of names. */
    static boolean isName(Node n) {
        if (n instanceof Node.Sym s) {
            return !Symbols.isConstant(s.name());
        }
        if (n instanceof Node.Mul m) {
            return m.factors().stream().allMatch(AnswerCheck::isCapital);
        }
        if (n instanceof Node.Fn f) {
            return !Functions.KNOWN.contains(f.name())
                    || ((f.name().equals("abs") || f.name().equals("overline"))
                            && f.args().get(0) instanceof Node.Mul m
                            && isName(m));
        }
        if (n instanceof Node.Pow p) {
            return p.base() instanceof Node.Sym s
                    && s.name().equals(s.name().toUpperCase(java.util.Locale.ROOT))
                    && isName(s);
        }
        return n instanceof Node.Seq s
                && s.bracket() != Bracket.NONE
                && s.items().stream().allMatch(AnswerCheck::isName);
    }

    private static boolean isCapital(Node n) {
        return n instanceof Node.Sym s
                && s.name().length() == 1
                && Character.isUpperCase(s.name().charAt(0));
    }

    private Same related(Node g, Node a) {
        if (g instanceof Node.Rel gr && a instanceof Node.Rel ar) {
            Node gv = assigned(gr);
            Node av = assigned(ar);
            if (gv != null && av != null && sameName(gr, ar)) {
                Same s = same(gv, av);
                if (s == Same.YES) {
                    return s;
                }
            }
            return because(relations.same(gr, ar), "the same relation", "another relation");
        }
        if (g instanceof Node.Rel gr) {
            Node v = assigned(gr);
            return v == null ? because(Same.NO, "", "no relation given") : same(v, a);
        }
        Node.Rel ar = (Node.Rel) a;
        if (ar.ops().equals(List.of("equiv")) && isName(ar.terms().get(0))) {
            return same(g, ar.terms().get(1));
        }
        if (!ar.ops().stream().allMatch(o -> o.equals("=") || o.equals("~"))) {
            return because(Same.NO, "", "a relation where a value is asked for");
        }
        return chained(g, ar);
    }

    /** The value given to a name, or null for an equation that names nothing. */
    private static @Nullable Node assigned(Node.Rel r) {
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

    private static Node name(Node.Rel r) {
        return isName(r.terms().get(0))
                ? r.terms().get(0)
                : r.terms().get(r.terms().size() - 1);
    }

    /** The same name, or one of y and f(x) for the other. */
    private static boolean sameName(Node.Rel g, Node.Rel a) {
        Node n = name(g);
        Node m = name(a);
        boolean function = n instanceof Node.Fn || m instanceof Node.Fn;
        return n.equals(m) || (function && (isY(n) || isY(m)));
    }

    private static boolean isY(Node n) {
        return n instanceof Node.Sym s && s.name().equals("y");
    }

    /** A chain of equal values against one value: the last that is meant exactly, with the others not contradicting it. */
    private Same chained(Node g, Node.Rel chain) {
        List<Node> terms = chain.terms();
        boolean constants =
                terms.size() > 2 && terms.stream().skip(1).noneMatch(Symbols::hasVariables) && !Symbols.hasVariables(g);
        boolean named = isName(terms.get(0)) || terms.get(0) instanceof Node.Sym || constants;
        int first = named ? 1 : 0;
        int last = terms.size() - 1;
        if (!named && isName(terms.get(last)) && !Symbols.hasVariables(terms.get(0))) {
            last--;
        } else if (!named && Symbols.isSumOfNames(terms.get(0)) && terms.size() == 2) {
            return same(g, terms.get(1));
        } else if (!named && Symbols.hasVariables(terms.get(0)) && !Symbols.hasVariables(g)) {
            return because(Same.NO, "", "an equation where a value is asked for");
        }
        for (int n = last; n >= first; n--) {
            boolean rough = n < chain.ops().size() && chain.ops().get(n).equals("~");
            if (n == last || rough || chain.ops().get(n).equals("~")) {
                Same s = same(g, terms.get(n));
                if (s == Same.YES) {
                    return because(consistent(terms, first, last), reason, "the parts of the answer differ");
                }
            }
        }
        return because(Same.NO, "", "another value");
    }

    /** A number without its degree or percent sign or unit. */
    private static Node withoutSign(Node n) {
        return n instanceof Node.Degree d ? d.of() : n instanceof Node.Quantity q ? q.value() : n;
    }

    private boolean apart(Node left, Node right) {
        double v = sets.value(left);
        double w = sets.value(right);
        return Math.abs(v - w) > 0.01 * Math.max(Math.abs(v), Math.abs(w));
    }

    private Same consistent(List<Node> terms, int first, int last) {
        for (int n = first; n < last; n++) {
            Node left = terms.get(n);
            Node right = terms.get(n + 1);
            if (apart(left, right) && apart(withoutSign(left), withoutSign(right))) {
                return Same.NO;
            }
        }
        return Same.YES;
    }

    private Same matrices(Node g, Node a) {
        Node.Matrix gm = g instanceof Node.Matrix m ? m : g instanceof Node.Seq s ? SequenceCheck.matrix(s) : null;
        Node.Matrix am = a instanceof Node.Matrix m ? m : a instanceof Node.Seq s ? SequenceCheck.matrix(s) : null;
        if (gm != null && am != null) {
            return because(sequences.matrices(gm, am), "equal matrices", "other matrices");
        }
        List<Node> gv = gm != null
                ? SequenceCheck.vector(gm)
                : g instanceof Node.Seq s && s.bracket() != Bracket.BRACE ? s.items() : null;
        List<Node> av = am != null
                ? SequenceCheck.vector(am)
                : a instanceof Node.Seq s && s.bracket() != Bracket.BRACE ? s.items() : null;
        gv = gv == null && av != null ? components.of(g, av.size()) : gv;
        av = av == null && gv != null ? components.of(a, gv.size()) : av;
        return because(
                gv == null || av == null ? Same.NO : sequences.ordered(gv, av),
                "equal vectors",
                "another kind of answer");
    }

    /** Whether no two items give a value to different names. */
    private static boolean oneName(Node.Seq s) {
        return s.items().stream()
                        .filter(i -> i instanceof Node.Rel)
                        .map(i -> name((Node.Rel) i))
                        .distinct()
                        .count()
                < 2;
    }

    /** A point with its letter before it: {@code B(6, 8)}. */
    private static boolean isPoint(Node n) {
        return n instanceof Node.Fn f
                && f.args().size() > 1
                && f.name().length() == 1
                && Character.isUpperCase(f.name().charAt(0));
    }

    private static boolean isVector(Node n) {
        return n instanceof Node.Seq s && (s.bracket() == Bracket.ANGLE || s.bracket() == Bracket.ROUND);
    }

    private static boolean isEmpty(Node n) {
        return n instanceof Node.Sym s && s.name().equals("empty");
    }

    private Same listed(Node g, Node a) {
        if (g instanceof Node.Seq gs && a instanceof Node.Seq as) {
            return because(sequences.same(gs, as), "the same items", "other items, or in another kind of bracket");
        }
        if (isEmpty(g) || isEmpty(a)) {
            return because(Same.NO, "", "a set against something else");
        }
        if (isVector(g) || isVector(a)) {
            List<Node> gv = g instanceof Node.Seq s
                    ? s.items()
                    : components.of(g, ((Node.Seq) a).items().size());
            List<Node> av = a instanceof Node.Seq s
                    ? s.items()
                    : components.of(a, ((Node.Seq) g).items().size());
            if (gv != null && av != null) {
                return because(sequences.ordered(gv, av), "equal vectors", "another vector");
            }
        }
        if (g instanceof Node.Seq s && s.bracket() == Bracket.BRACE && s.items().size() == 1) {
            return same(s.items().get(0), a);
        }
        if (a instanceof Node.Seq s
                && (s.bracket() == Bracket.BRACE)
                && s.items().size() == 1) {
            return same(g, s.items().get(0));
        }
        if (g instanceof Node.Ratio r && a instanceof Node.Seq) {
            return because(Same.NO, "", "a list where a ratio of " + r.parts().size() + " is asked for");
        }
        if (a instanceof Node.Seq s
                && s.bracket() == Bracket.NONE
                && oneName(s)
                && s.items().stream().allMatch(item -> same(g, item) == Same.YES)) {
            return because(Same.YES, "the same value in several forms", "");
        }
        return because(
                Same.NO,
                "",
                a instanceof Node.Seq
                        ? "several answers where one is asked for"
                        : "one answer where several are asked for");
    }
}
