package io.srpo.verify.math.parse;

import java.util.List;

/** Round, square, angle and set brackets: groups, points, intervals (half-open and French ones too), lists, sets. */
final class BracketReader {
    private final Cursor c;
    private final AnswerParser answers;

    BracketReader(Cursor c, AnswerParser answers) {
        this.c = c;
        this.answers = answers;
    }

    /** A bracketed list used as arguments: never an interval. */
    Node round() {
        c.pos++;
        Node inside = inside();
        if (!c.eat(')') && !c.atEnd()) {
            throw new NotMathException("bracket");
        }
        return bracketed(inside, Node.Bracket.ROUND);
    }

    Node read() {
        char open = c.peek();
        c.pos++;
        if (open == '(' && modulus()) {
            return new Node.Fn("pmod", List.of(modulusOf()));
        }
        Node inside = inside();
        c.skipSpaces();
        char close = c.peek();
        if (c.atEnd()) {
            close = open == '(' ? ')' : ']';
        } else {
            c.pos++;
        }
        boolean pair = inside instanceof Node.Seq s
                && s.bracket() == Node.Bracket.NONE
                && s.items().size() == 2;
        if (open == '(' && close == ')') {
            return bracketed(inside, Node.Bracket.ROUND);
        }
        if (open == '[' && close == ']') {
            return bracketed(inside, Node.Bracket.SQUARE);
        }
        if (!pair || (close != ')' && close != ']' && close != '[' && close != '(')) {
            throw new NotMathException("bracket");
        }
        List<Node> ends = ((Node.Seq) inside).items();
        return new Node.Interval(ends.get(0), ends.get(1), open != '[', close != ']');
    }

    /** What stands after an opening set brace: a set, or a set-builder. */
    Node set() {
        boolean outer = c.builder;
        c.builder = true;
        c.skipSpaces();
        if (c.command().equals("}")) {
            c.pos += 2;
            c.builder = outer;
            return new Node.Seq(Node.Bracket.BRACE, List.of());
        }
        Node inside = inside();
        c.builder = outer;
        c.skipSpaces();
        if (!c.eatCommand("}") && !c.eat('}') && !c.atEnd()) {
            throw new NotMathException("set");
        }
        if (inside instanceof Node.Builder) {
            return inside;
        }
        if (inside instanceof Node.Seq s && s.bracket() == Node.Bracket.NONE) {
            return new Node.Seq(Node.Bracket.BRACE, s.items());
        }
        return new Node.Seq(Node.Bracket.BRACE, List.of(inside));
    }

    /** What stands after {@code \langle}. */
    Node angle() {
        Node inside = inside();
        c.skipSpaces();
        if (!c.eatCommand("rangle") && !c.eat('>')) {
            throw new NotMathException("angle");
        }
        return bracketed(inside, Node.Bracket.ANGLE);
    }

    private Node inside() {
        int bars = c.bars;
        c.bars = 0;
        c.brackets++;
        Node inside = answers.list();
        c.brackets--;
        c.bars = bars;
        c.skipSpaces();
        return inside;
    }

    private static Node bracketed(Node inside, Node.Bracket bracket) {
        return inside instanceof Node.Seq s && s.bracket() == Node.Bracket.NONE
                ? new Node.Seq(bracket, s.items())
                : inside;
    }

    private boolean modulus() {
        c.skipSpaces();
        return c.eat("mod ")
                || c.eat("\\text{mod}")
                || c.eat("\\text{mod }")
                || c.eatCommand("mod")
                || c.eatCommand("bmod");
    }

    private Node modulusOf() {
        return round(c.pos);
    }

    private Node round(int at) {
        c.pos = at;
        Node inside = inside();
        if (!c.eat(')') && !c.atEnd()) {
            throw new NotMathException("bracket");
        }
        return inside;
    }
}
