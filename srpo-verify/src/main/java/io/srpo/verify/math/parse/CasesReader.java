package io.srpo.verify.math.parse;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A {@code cases} environment: a function by pieces, or a system of equations. */
final class CasesReader {
    private static final Pattern ROW = Pattern.compile("\\\\\\\\(?:\\[[^\\]]*])?|\\\\cr(?![a-zA-Z])");
    private static final Pattern CONDITION = Pattern.compile(
            "\\s*(?:\\\\text ?\\{ ?(?:if|for|when|where)?,? ?}|(?:if|for|when|where)(?![a-zA-Z])|,)?\\s*(.*?)[,;.\\s]*");
    private static final Pattern CONTINUED = Pattern.compile("\\\\\\\\\\s*&?\\s*(=|\\\\approx(?![a-zA-Z])|<|>)");
    private static final Pattern REST = Pattern.compile("(?i).*(?:otherwise|else|elsewhere).*");

    private final Cursor c;

    CasesReader(Cursor c) {
        this.c = c;
    }

    /** Reads from after {@code \begin{cases}}. */
    Node read() {
        int end = c.s.indexOf("\\end{", c.pos);
        if (end < 0) {
            throw new NotMathException("cases");
        }
        String inside = c.s.substring(c.pos, end);
        c.pos = c.s.indexOf('}', end) + 1;
        c.pos = c.pos == 0 ? c.s.length() : c.pos;
        List<Node> values = new ArrayList<>();
        List<Node> conditions = new ArrayList<>();
        for (String row : ROW.splitAsStream(joined(inside)).toList()) {
            if (row.isBlank()) {
                continue;
            }
            c.budget.step(16);
            int and = row.indexOf('&');
            String value = and < 0 || startsRelation(row, and) ? row.replace("&", "") : row.substring(0, and);
            values.add(part(value.strip()));
            conditions.add(value.length() >= row.length() - 1 ? new Node.Words("") : condition(row.substring(and + 1)));
        }
        if (values.isEmpty()) {
            throw new NotMathException("no cases");
        }
        return conditions.stream().allMatch(n -> n.equals(new Node.Words("")))
                ? new Node.Seq(Node.Bracket.NONE, values)
                : new Node.Cases(values, conditions);
    }

    /** Rows that go on the equation of the row before are put behind it. */
    private static String joined(String inside) {
        return CONTINUED.matcher(inside).replaceAll(" $1");
    }

    /** An alignment mark before a relation, as in {@code x &= 1}. */
    private static boolean startsRelation(String row, int and) {
        String rest = row.substring(and + 1).strip();
        return rest.startsWith("=") || rest.startsWith("\\le") || rest.startsWith("\\ge");
    }

    private Node condition(String text) {
        if (REST.matcher(text).matches()) {
            return new Node.Words("otherwise");
        }
        Matcher m = CONDITION.matcher(text.replace("&", ""));
        String condition = m.matches() ? m.group(1) : text;
        if (condition.contains("\\text")) {
            return new Node.Words(condition.replaceAll("\\\\text|[{}\\s]|\\bis\\b", ""));
        }
        return part(condition);
    }

    private Node part(String text) {
        String s = text.strip();
        while (s.endsWith(",") || s.endsWith(";") || s.endsWith(".")) {
            s = s.substring(0, s.length() - 1).strip();
        }
        Cursor inner = new Cursor(s, c.budget);
        Node n = new AnswerParser(inner).list();
        inner.skipSpaces();
        if (!inner.atEnd()) {
            throw new NotMathException("case");
        }
        return n;
    }
}
