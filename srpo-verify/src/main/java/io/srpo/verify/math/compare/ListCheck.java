package io.srpo.verify.math.compare;

import io.srpo.verify.math.parse.Node;
import io.srpo.verify.math.parse.Node.Bracket;
import java.util.List;

/** Lists, sets, points, vectors and matrices against each other and against single values. */
final class ListCheck {
    private final AnswerCheck answers;
    private final SequenceCheck sequences;
    private final Components components;

    ListCheck(AnswerCheck answers, SequenceCheck sequences, Components components) {
        this.answers = answers;
        this.sequences = sequences;
        this.components = components;
    }

    /** At least one side is a matrix. */
    Same matrices(Node g, Node a) {
        Node.Matrix gm = g instanceof Node.Matrix m ? m : g instanceof Node.Seq s ? SequenceCheck.matrix(s) : null;
        Node.Matrix am = a instanceof Node.Matrix m ? m : a instanceof Node.Seq s ? SequenceCheck.matrix(s) : null;
        if (gm != null && am != null) {
            return answers.because(sequences.matrices(gm, am), "equal matrices", "other matrices");
        }
        List<Node> gv = gm != null
                ? SequenceCheck.vector(gm)
                : g instanceof Node.Seq s && s.bracket() != Bracket.BRACE ? s.items() : null;
        List<Node> av = am != null
                ? SequenceCheck.vector(am)
                : a instanceof Node.Seq s && s.bracket() != Bracket.BRACE ? s.items() : null;
        gv = gv == null && av != null ? components.of(g, av.size()) : gv;
        av = av == null && gv != null ? components.of(a, gv.size()) : av;
        return answers.because(
                gv == null || av == null ? Same.NO : sequences.ordered(gv, av),
                "equal vectors",
                "another kind of answer");
    }

    /** Whether no two items give a value to different names. */
    private static boolean oneName(Node.Seq s) {
        return s.items().stream()
                        .filter(i -> i instanceof Node.Rel)
                        .map(i -> Naming.name((Node.Rel) i))
                        .distinct()
                        .count()
                < 2;
    }

    private static boolean isVector(Node n) {
        return n instanceof Node.Seq s && (s.bracket() == Bracket.ANGLE || s.bracket() == Bracket.ROUND);
    }

    private static boolean isEmpty(Node n) {
        return n instanceof Node.Sym s && s.name().equals("empty");
    }

    /** At least one side is a list, a set or a point. */
    Same listed(Node g, Node a) {
        if (g instanceof Node.Seq gs && a instanceof Node.Seq as) {
            return answers.because(
                    sequences.same(gs, as), "the same items", "other items, or in another kind of bracket");
        }
        if (isEmpty(g) || isEmpty(a)) {
            return answers.because(Same.NO, "", "a set against something else");
        }
        if (isVector(g) || isVector(a)) {
            List<Node> gv = g instanceof Node.Seq s
                    ? s.items()
                    : components.of(g, ((Node.Seq) a).items().size());
            List<Node> av = a instanceof Node.Seq s
                    ? s.items()
                    : components.of(a, ((Node.Seq) g).items().size());
            if (gv != null && av != null) {
                return answers.because(sequences.ordered(gv, av), "equal vectors", "another vector");
            }
        }
        if (g instanceof Node.Seq s && s.bracket() == Bracket.BRACE && s.items().size() == 1) {
            return answers.same(s.items().get(0), a);
        }
        if (a instanceof Node.Seq s
                && (s.bracket() == Bracket.BRACE)
                && s.items().size() == 1) {
            return answers.same(g, s.items().get(0));
        }
        if (g instanceof Node.Ratio r && a instanceof Node.Seq) {
            return answers.because(
                    Same.NO, "", "a list where a ratio of " + r.parts().size() + " is asked for");
        }
        if (a instanceof Node.Seq s
                && s.bracket() == Bracket.NONE
                && oneName(s)
                && s.items().stream().allMatch(item -> answers.same(g, item) == Same.YES)) {
            return answers.because(Same.YES, "the same value in several forms", "");
        }
        return answers.because(
                Same.NO,
                "",
                a instanceof Node.Seq
                        ? "several answers where one is asked for"
                        : "one answer where several are asked for");
    }
}
