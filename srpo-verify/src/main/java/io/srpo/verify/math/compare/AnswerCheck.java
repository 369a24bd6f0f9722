package io.srpo.verify.math.compare;

import io.srpo.verify.math.number.Budget;
import io.srpo.verify.math.parse.Node;
import io.srpo.verify.math.parse.Node.Bracket;

/** Compares two answer trees by their forms; gold first, since some rules look only one way. One pair, one thread. */
final class AnswerCheck {
    private final Budget budget;
    private final ExpressionCheck expressions;
    private final RealSets sets;
    private final SequenceCheck sequences;
    private final EquationCheck equations;
    private final ListCheck lists;
    private String reason = "different";

    AnswerCheck(Budget budget) {
        this.budget = budget;
        this.expressions = new ExpressionCheck(budget);
        this.sets = new RealSets(budget, expressions);
        this.sequences = new SequenceCheck(this);
        this.equations = new EquationCheck(this, sets, new RelationCheck(budget, this));
        this.lists = new ListCheck(this, sequences, new Components(expressions, sets));
    }

    ExpressionCheck expressions() {
        return expressions;
    }

    /** Why the last comparison ended as it did. */
    String reason() {
        return reason;
    }

    /** Notes why, and hands the outcome on. */
    Same because(Same same, String yes, String no) {
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
            return equations.same(g, a);
        }
        if (g instanceof Node.Cases || a instanceof Node.Cases) {
            return because(
                    g instanceof Node.Cases gc && a instanceof Node.Cases ac ? sequences.cases(gc, ac) : Same.NO,
                    "the same pieces",
                    "other pieces");
        }
        if (g instanceof Node.Matrix || a instanceof Node.Matrix) {
            return lists.matrices(g, a);
        }
        if (g instanceof Node.Seq || a instanceof Node.Seq) {
            return lists.listed(g, a);
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

    /** A point with its letter before it: {@code B(6, 8)}. */
    private static boolean isPoint(Node n) {
        return n instanceof Node.Fn f
                && f.args().size() > 1
                && f.name().length() == 1
                && Character.isUpperCase(f.name().charAt(0));
    }
}
