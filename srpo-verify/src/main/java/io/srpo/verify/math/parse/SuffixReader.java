package io.srpo.verify.math.parse;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/** What may follow a value: a ratio, a unit in words or letters, "percent", "degrees". */
final class SuffixReader {
    /** Units that are followed by a smaller one: {@code 2 hours 30 minutes}. */
    private static final Pattern COMPOUND = Pattern.compile(
            "(?i)(?:h|hrs?|hours?|m|mins?|minutes?|days?|weeks?|years?|yrs?|months?|feet|foot|ft|yards?|yd|miles?|pounds?|lbs?|dollars?|km|kg|cm|gallons?|quarts?|dozen)[.,]?");

    /** Words behind a value that take it back. */
    private static final Pattern DENIES = Pattern.compile(
            "(?i)\\b(?:not|never|isn't|doesn't|cannot|wrong|incorrect|extraneous|rejected|impossible|fails)\\b");

    private final Cursor c;
    private final ExpressionReader expressions;

    SuffixReader(Cursor c, ExpressionReader expressions) {
        this.c = c;
        this.expressions = expressions;
    }

    Node read(Node value) {
        c.skipSpaces();
        if (c.peek() == ':' && !c.builder && c.peek(1) != '=') {
            return ratio(value, ":");
        }
        if (c.command().equals("colon")) {
            return ratio(value, "\\colon");
        }
        if (c.s.startsWith("\\text{ to }", c.pos) || c.s.startsWith("\\text{to}", c.pos)) {
            return ratio(value, c.s.startsWith("\\text{to}", c.pos) ? "\\text{to}" : "\\text{ to }");
        }
        if (c.word().equals("to") && !c.builder) {
            return ratio(value, "to");
        }
        if (c.word().equals("choose")) {
            c.pos += 6;
            return new Node.Fn("binom", List.of(value, expressions.sum()));
        }
        if (c.peek() == '$' || c.peek() == '€' || c.peek() == '£' || c.peek() == '¢') {
            String unit = String.valueOf(c.peek());
            c.pos++;
            return new Node.Quantity(value, unit);
        }
        String unit = unit();
        if (unit.isEmpty()) {
            return value;
        }
        if (DENIES.matcher(unit).find()) {
            throw new NotMathException("denied");
        }
        String plain = unit.toLowerCase(java.util.Locale.ROOT).replaceAll("[.\\s]+$", "");
        Node n =
                switch (plain) {
                    case "percent", "per cent", "pct", "percentage" -> new Node.Percent(value);
                    case "degrees", "degree", "deg" -> new Node.Degree(value);
                    default -> new Node.Quantity(value, unit);
                };
        c.skipSpaces();
        if (Cursor.isDigit(c.peek()) && n instanceof Node.Quantity) {
            if (!COMPOUND.matcher(unit.strip()).matches()) {
                throw new NotMathException("words between numbers");
            }
            Node more = read(expressions.sum());
            List<Node> terms = new ArrayList<>(List.of(n));
            terms.add(more);
            return new Node.Add(terms);
        }
        return n;
    }

    private Node ratio(Node first, String sign) {
        List<Node> parts = new ArrayList<>(List.of(first));
        while (c.eat(sign)) {
            parts.add(expressions.sum());
            c.skipSpaces();
        }
        return new Node.Ratio(parts);
    }

    /** A bracket that holds only letters, as in {@code (cm)}, or its end. */
    private boolean plainBracket() {
        int close = c.s.indexOf(')', c.pos);
        if (c.peek() == ')') {
            return true;
        }
        for (int k = c.pos + 1; k < close; k++) {
            char p = c.s.charAt(k);
            if (!Cursor.isLetter(p) && p != ' ' && p != '.' && p != '-' && p != '/') {
                return false;
            }
        }
        return close > 0;
    }

    /** The unit's text: words, letters, \text groups, with powers and slashes; up to a comma, a sign of relation, or the end. */
    private String unit() {
        StringBuilder unit = new StringBuilder();
        while (!c.atEnd()) {
            c.budget.step();
            c.skipSpaces();
            int start = c.pos;
            String word = c.word();
            if (!word.isEmpty()) {
                if (word.equals("or")
                        || word.equals("and")
                        || word.equals("if")
                        || word.equals("where")
                        || word.equals("U")) {
                    break;
                }
                c.pos += word.length();
                unit.append(' ').append(word);
                while (c.peek() == '.' || (c.peek() == '-' && Cursor.isLetter(c.peek(1)))) {
                    unit.append(c.peek());
                    c.pos++;
                }
            } else if (c.command().equals("text") || c.command().equals("mathrm")) {
                c.pos += c.command().length() + 1;
                c.skipSpaces();
                String inside = c.peek() == '{' ? c.braced() : "";
                String stripped = inside.strip();
                if (stripped.equals("or") || stripped.equals("and")) {
                    c.pos = start;
                    break;
                }
                if (stripped.matches(".*\\d.*") && !stripped.matches("[^\\d]*\\^?[23]?")) {
                    throw new NotMathException("text with numbers");
                }
                unit.append(' ').append(inside);
            } else if (unit.length() > 0 && c.peek() == '^') {
                c.pos++;
                c.skipSpaces();
                String power = "";
                if (c.peek() == '{') {
                    power = c.braced();
                } else if (!c.atEnd()) {
                    power = String.valueOf(c.peek());
                    c.pos++;
                }
                unit.append('^').append(power.strip());
            } else if ((c.peek() == '/' || c.peek() == '(' || c.peek() == ')')
                    && unit.length() > 0
                    && (c.peek() == '/' || (c.brackets == 0 && plainBracket()))) {
                unit.append(c.peek());
                c.pos++;
            } else if (c.command().equals("cdot") && unit.length() > 0) {
                c.pos += 5;
                unit.append('*');
            } else {
                break;
            }
            if (c.pos == start) {
                break;
            }
        }
        return unit.toString().strip();
    }
}
