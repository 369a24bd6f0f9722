package io.srpo.verify.math.compare;

import io.srpo.verify.math.parse.Node;
import java.util.List;

/** Equations, alone or in chains, against relations and values: what is given to a name counts, and a chain must not contradict itself. */
final class EquationCheck {
    private final AnswerCheck answers;
    private final RealSets sets;
    private final RelationCheck relations;

    EquationCheck(AnswerCheck answers, RealSets sets, RelationCheck relations) {
        this.answers = answers;
        this.sets = sets;
        this.relations = relations;
    }

    /** At least one side is a relation. */
    Same same(Node g, Node a) {
        if (g instanceof Node.Rel gr && a instanceof Node.Rel ar) {
            Node gv = Naming.assigned(gr);
            Node av = Naming.assigned(ar);
            if (gv != null && av != null && Naming.sameName(gr, ar)) {
                Same s = answers.same(gv, av);
                if (s == Same.YES) {
                    return s;
                }
            }
            return answers.because(relations.same(gr, ar), "the same relation", "another relation");
        }
        if (g instanceof Node.Rel gr) {
            Node v = Naming.assigned(gr);
            return v == null ? answers.because(Same.NO, "", "no relation given") : answers.same(v, a);
        }
        Node.Rel ar = (Node.Rel) a;
        if (ar.ops().equals(List.of("equiv")) && Naming.isName(ar.terms().get(0))) {
            return answers.same(g, ar.terms().get(1));
        }
        if (!ar.ops().stream().allMatch(o -> o.equals("=") || o.equals("~"))) {
            return answers.because(Same.NO, "", "a relation where a value is asked for");
        }
        return chained(g, ar);
    }

    /** A chain of equal values against one value: the last that is meant exactly, with the others not contradicting it. */
    private Same chained(Node g, Node.Rel chain) {
        List<Node> terms = chain.terms();
        boolean constants =
                terms.size() > 2 && terms.stream().skip(1).noneMatch(Symbols::hasVariables) && !Symbols.hasVariables(g);
        boolean named = Naming.isName(terms.get(0)) || terms.get(0) instanceof Node.Sym || constants;
        int first = named ? 1 : 0;
        int last = terms.size() - 1;
        if (!named && Naming.isName(terms.get(last)) && !Symbols.hasVariables(terms.get(0))) {
            last--;
        } else if (!named && Symbols.isSumOfNames(terms.get(0)) && terms.size() == 2) {
            return answers.same(g, terms.get(1));
        } else if (!named && Symbols.hasVariables(terms.get(0)) && !Symbols.hasVariables(g)) {
            return answers.because(Same.NO, "", "an equation where a value is asked for");
        }
        for (int n = last; n >= first; n--) {
            boolean rough = n < chain.ops().size() && chain.ops().get(n).equals("~");
            if (n == last || rough || chain.ops().get(n).equals("~")) {
                Same s = answers.same(g, terms.get(n));
                if (s == Same.YES) {
                    return answers.because(
                            consistent(terms, first, last), answers.reason(), "the parts of the answer differ");
                }
            }
        }
        return answers.because(Same.NO, "", "another value");
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
}
