package io.srpo.verify.math.parse;

import java.util.ArrayList;
import java.util.List;

/** Matrix environments; a determinant when the bars say so. */
final class MatrixReader {
    private final Cursor c;
    private final ExpressionReader expressions;

    MatrixReader(Cursor c, ExpressionReader expressions) {
        this.c = c;
        this.expressions = expressions;
    }

    /** Reads from after {@code \begin}. */
    Node read() {
        if (c.peek() != '{') {
            throw new NotMathException("begin");
        }
        String name = c.braced();
        if (name.equals("cases")
                || name.equals("dcases")
                || name.matches("align(?:ed|\\*)?|gathered|split|gather\\*?")) {
            return new CasesReader(c).read();
        }
        if (!name.matches("[pbvBV]?matrix\\*?|smallmatrix|array")) {
            throw new NotMathException("environment " + name);
        }
        if (name.equals("array") && c.peek() == '{') {
            c.braced();
        }
        List<List<Node>> rows = new ArrayList<>();
        List<Node> row = new ArrayList<>();
        int bars = c.bars;
        c.bars = 0;
        while (true) {
            c.budget.step();
            c.skipSpaces();
            if (c.eatCommand("hline")) {
                continue;
            }
            if (c.eatCommand("end")) {
                c.skipSpaces();
                if (c.peek() == '{') {
                    c.braced();
                }
                break;
            }
            if (c.atEnd()) {
                break;
            }
            if (c.eat('&')) {
                continue;
            }
            if (c.eat("\\\\") || c.eat("\\cr")) {
                if (c.peek() == '[') {
                    int close = c.s.indexOf(']', c.pos);
                    if (close > 0 && c.s.substring(c.pos, close).matches("\\[-?[\\d.]+ ?(?:pt|em|ex|mm|cm)")) {
                        c.pos = close + 1;
                    }
                }
                if (!row.isEmpty()) {
                    rows.add(row);
                    row = new ArrayList<>();
                }
                continue;
            }
            row.add(expressions.sum());
        }
        c.bars = bars;
        if (!row.isEmpty()) {
            rows.add(row);
        }
        if (rows.isEmpty()) {
            throw new NotMathException("empty matrix");
        }
        Node matrix = new Node.Matrix(rows);
        return name.startsWith("v") ? new Node.Fn("det", List.of(matrix)) : matrix;
    }
}
