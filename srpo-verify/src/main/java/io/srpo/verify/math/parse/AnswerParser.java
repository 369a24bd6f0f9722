package io.srpo.verify.math.parse;

import io.srpo.verify.math.number.Budget;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The upper levels of the grammar: lists, alternatives, relations, set operations, ratios, units. */
public final class AnswerParser {
    private static final Map<String, String> RELATIONS = Map.ofEntries(
            Map.entry("le", "<="),
            Map.entry("leq", "<="),
            Map.entry("leqslant", "<="),
            Map.entry("lt", "<"),
            Map.entry("ge", ">="),
            Map.entry("geq", ">="),
            Map.entry("geqslant", ">="),
            Map.entry("gt", ">"),
            Map.entry("ne", "!="),
            Map.entry("neq", "!="),
            Map.entry("approx", "~"),
            Map.entry("simeq", "~"),
            Map.entry("sim", "~"),
            Map.entry("in", "in"),
            Map.entry("notin", "notin"),
            Map.entry("equiv", "equiv"),
            Map.entry("cong", "cong"),
            Map.entry("subset", "subset"),
            Map.entry("subseteq", "subseteq"),
            Map.entry("mapsto", "mapsto"),
            Map.entry("to", "to"),
            Map.entry("rightarrow", "to"));
    private static final Pattern TIMES_TEN = Pattern.compile("(?<=\\d) ?[xX] ?(?=10 ?(?:\\^|\\*\\*))");
    private static final Pattern TIMES_SIGN = Pattern.compile("(?<=\\d) ?[xX] ?(?=\\d)");
    private static final Pattern LEADING = Pattern.compile(
            "(?i)^(?:approximately|approx\\.?|about|roughly|exactly|\\\\approx|therefore,?|so,?|thus,?|hence,?|only|precisely|a total of|it's|it is|that's|that is|we get|this gives|all)\\s+(?=[-+$\\\\(\\[{\\d.a-z|])");
    /** Two words running: not math. */
    private static final Pattern SENTENCE = Pattern.compile(
            "I [a-z]{2,}|(?!(?:sin|cos|tan|log|ln|sqrt|pi|arc\\w+|max|min|gcd|lcm) )[A-Za-z]{2,} [A-Za-z]{2,}");

    /** A word that names what follows the equals sign: {@code Sum = 45}. */
    private static final Pattern LABEL = Pattern.compile(
            "(?:[A-Za-z][a-z]+ )*?([A-Z][a-z]{2,}|[a-z]{4,}|sum|[A-Z]{2,}|[A-Za-z]{3,}(?=\\())(?:\\([^=()]{1,60}\\))? ?= ?(?=[-+$\\\\(\\[{\\d.|])");

    private static final Pattern SPACE = Pattern.compile(" +");
    private final Cursor c;
    private final ExpressionReader expressions;

    AnswerParser(Cursor c) {
        this.c = c;
        this.expressions = new ExpressionReader(c, this);
    }

    /** The tree of a normalized answer; {@link Node.Words} when it is not math. */
    public static Node parse(String normalized, Budget budget) {
        return parse(normalized, false, budget);
    }

    /**
     * The tree of a normalized answer.
     *
     * @param listed whether a comma between digits always separates items ({@code 100,200})
     */
    public static Node parse(String normalized, boolean listed, Budget budget) {
        String s = LEADING.matcher(normalized).replaceFirst("");
        Matcher label = LABEL.matcher(s);
        if (label.lookingAt() && !isNamed(label.group(1))) {
            s = s.substring(label.end());
        }
        s = TIMES_TEN.matcher(s).replaceAll("\\\\times ");
        if (isProse(s) || SENTENCE.matcher(s).lookingAt()) {
            return new Node.Words(normalized);
        }
        Node based = BasedNumber.of(s);
        if (based != null) {
            return based;
        }
        if (s.indexOf('x') > 0 && TIMES_SIGN.matcher(s).find() && s.matches("[\\dxX .,]+")) {
            return new Node.Words(normalized);
        }
        Cursor cursor = new Cursor(s, budget);
        cursor.brackets = listed ? 1 : 0;
        try {
            AnswerParser parser = new AnswerParser(cursor);
            Node n = parser.list();
            cursor.skipSpaces();
            while (!cursor.atEnd() && (cursor.peek() == '}' || cursor.peek() == '.' || cursor.peek() == ',')) {
                cursor.pos++;
                cursor.skipSpaces();
            }
            if (cursor.atEnd()) {
                return n;
            }
        } catch (NotMathException e) {
            return new Node.Words(normalized);
        }
        return new Node.Words(normalized);
    }

    /** Whether a run of letters is the name of a function or constant, or joins answers. */
    public static boolean isNamed(String word) {
        return Names.FUNCTIONS.contains(word)
                || Names.PLAIN.containsKey(word)
                || word.equals("or")
                || word.equals("and")
                || word.equals("mod");
    }

    /** Words without any sign of math: no digit, operator, bracket or command, and one word of three letters or more. */
    private static boolean isProse(String s) {
        if (s.indexOf(' ') < 0) {
            return false;
        }
        for (int k = 0; k < s.length(); k++) {
            char c = s.charAt(k);
            if (!Cursor.isLetter(c) && c != ' ' && c != '\'' && c != '-' && c != '.') {
                return false;
            }
        }
        boolean word = false;
        for (String w : SPACE.splitAsStream(s).toList()) {
            if (isNamed(w) && w.length() > 3) {
                return false;
            }
            word |= w.length() > 2 && !isNamed(w);
        }
        return word;
    }

    /** Items separated by commas, semicolons, or and and; the item itself when there is one. */
    Node list() {
        c.enter();
        try {
            return readList();
        } finally {
            c.leave();
        }
    }

    private Node readList() {
        List<Node> items = new ArrayList<>();
        boolean or = false;
        boolean and = false;
        boolean commas = false;
        items.add(item());
        while (true) {
            c.skipSpaces();
            boolean comma = c.peek() == ',' || c.peek() == ';';
            if (comma) {
                c.pos++;
                c.skipSpaces();
                commas = true;
                if (closes()) {
                    break;
                }
            }
            String word = connective();
            or |= word.equals("or");
            and |= word.equals("and");
            if (!comma && word.isEmpty()) {
                break;
            }
            items.add(item());
        }
        if (items.size() == 1) {
            Node only = items.get(0);
            return commas && c.brackets > 0 && c.peek() == ')' ? new Node.Seq(Node.Bracket.NONE, items) : only;
        }
        if (or || and) {
            return new Node.Connected(or, items);
        }
        return new Node.Seq(Node.Bracket.NONE, items);
    }

    private boolean closes() {
        return c.atEnd() || ")]}".indexOf(c.peek()) >= 0 || c.command().equals("}");
    }

    /** Moves past "or" or "and" in any of their forms; "" when none stands here. */
    private String connective() {
        c.skipSpaces();
        int start = c.pos;
        String word = c.word();
        if (word.equals("or") || word.equals("and")) {
            c.pos += word.length();
            return word;
        }
        String command = c.command();
        if (command.equals("lor") || command.equals("vee") || command.equals("land") || command.equals("wedge")) {
            c.pos += command.length() + 1;
            return command.equals("lor") || command.equals("vee") ? "or" : "and";
        }
        if (command.equals("text")) {
            c.pos += 5;
            c.skipSpaces();
            String inside =
                    c.peek() == '{' ? c.braced().strip().replaceAll("^,|,$", "").strip() : "";
            if (inside.equals("or") || inside.equals("and")) {
                return inside;
            }
        }
        c.pos = start;
        return c.eat("& ") ? "and" : "";
    }

    /** A relation, a set-builder's inside, a ratio, a quantity, or a plain value. */
    Node item() {
        List<Node> terms = new ArrayList<>();
        List<String> ops = new ArrayList<>();
        c.skipSpaces();
        String op = relation();
        if (!op.isEmpty()) {
            if (op.equals("=") || op.equals("~")) {
                return item();
            }
            terms.add(new Node.Sym("?"));
            ops.add(op);
        }
        terms.add(value());
        while (true) {
            c.skipSpaces();
            if (c.builder && terms.size() >= 1 && builderBar()) {
                boolean outer = c.builder;
                c.builder = false;
                Node condition = list();
                c.builder = outer;
                return new Node.Builder(chain(terms, ops), condition);
            }
            op = relation();
            if (op.isEmpty()) {
                return chain(terms, ops);
            }
            ops.add(op);
            terms.add(value());
        }
    }

    private static Node chain(List<Node> terms, List<String> ops) {
        return ops.isEmpty() ? terms.get(0) : new Node.Rel(terms, ops);
    }

    private boolean builderBar() {
        if ((c.peek() == ':' && c.peek(1) != '=') || c.peek() == '|') {
            c.pos++;
            return true;
        }
        return c.eatCommand("mid")
                || c.eatCommand("colon")
                || c.eatCommand("vert")
                || c.eatCommand("lvert")
                || c.eat("\\text{ such that }");
    }

    private String relation() {
        c.skipSpaces();
        String command = c.command();
        String named = RELATIONS.get(command);
        if (named != null) {
            c.pos += command.length() + 1;
            if (named.equals("to") && c.s.startsWith("-", c.pos)) {
                return "to";
            }
            return named;
        }
        for (String op : new String[] {"<=", ">=", "=<", "=>", "!=", "<>", "==", ":=", "=", "<", ">"}) {
            if (c.s.startsWith(op, c.pos)) {
                c.pos += op.length();
                return switch (op) {
                    case "=<" -> "<=";
                    case "=>" -> ">=";
                    case "<>" -> "!=";
                    case "==", ":=" -> "=";
                    default -> op;
                };
            }
        }
        if (c.word().equals("in")) {
            c.pos += 2;
            return "in";
        }
        if (c.eatCommand("not")) {
            String inner = relation();
            return switch (inner) {
                case "=" -> "!=";
                case "in" -> "notin";
                default -> throw new NotMathException("not " + inner);
            };
        }
        return "";
    }

    /** Sets joined by union and the like, down to sums; then a ratio's colon or a unit. */
    private Node value() {
        Node left = expressions.sum();
        while (true) {
            c.skipSpaces();
            String command = c.command();
            char op =
                    switch (command) {
                        case "cup", "bigcup" -> 'u';
                        case "cap", "bigcap" -> 'n';
                        case "setminus", "backslash" -> '\\';
                        default ->
                            c.peek() == 'U' && !Cursor.isLetter(c.peek(1))
                                    ? 'u'
                                    : c.peek() == '\\' && c.peek(1) == ' ' ? '\\' : '\0';
                    };
            if (op == '\0') {
                break;
            }
            c.pos += command.isBlank() ? 1 : command.length() + 1;
            Node right = expressions.sum();
            left = left instanceof Node.SetOp s && s.op() == op && op != '\\'
                    ? joined(s, right)
                    : new Node.SetOp(op, List.of(left, right));
        }
        return new SuffixReader(c, expressions).read(left);
    }

    private static Node joined(Node.SetOp s, Node right) {
        List<Node> parts = new ArrayList<>(s.parts());
        parts.add(right);
        return new Node.SetOp(s.op(), parts);
    }
}
