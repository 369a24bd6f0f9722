package io.srpo.verify.math.parse;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** LaTeX commands that stand for a value. */
final class CommandReader {
    private static final Set<String> VALUES = Set.of(
            "frac",
            "sqrt",
            "binom",
            "choose",
            "mathbb",
            "overline",
            "bar",
            "hat",
            "widehat",
            "tilde",
            "widetilde",
            "lfloor",
            "lceil",
            "lvert",
            "lVert",
            "|",
            "{",
            "langle",
            "begin",
            "pmod",
            "mod",
            "operatorname",
            "dot",
            "ddot",
            "infty",
            "emptyset",
            "varnothing",
            "angle",
            "triangle",
            "underline",
            "overrightarrow",
            "boxed",
            "fbox",
            "mathrm",
            "e",
            "i",
            "varepsilon",
            "varphi",
            "vartheta",
            "varrho",
            "imath",
            "jmath",
            "ldots",
            "dots",
            "cdots",
            "sqrtsign");

    /** Functions whose names are units too; inside a text they are units. */
    private static final Set<String> UNITS = Set.of("min", "sec", "deg");

    private final Cursor c;
    private final ExpressionReader expressions;
    private final AtomReader atoms;
    private final BracketReader brackets;

    CommandReader(Cursor c, ExpressionReader expressions, AtomReader atoms, BracketReader brackets) {
        this.c = c;
        this.expressions = expressions;
        this.atoms = atoms;
        this.brackets = brackets;
    }

    boolean starts(String command) {
        if (command.equals("text")) {
            String name = text(false);
            return Names.FUNCTIONS.contains(name) && !UNITS.contains(name);
        }
        if (command.equals("|")) {
            return c.bars == 0;
        }
        return VALUES.contains(command) || Names.GREEK.contains(command) || Names.FUNCTIONS.contains(command);
    }

    Node read() {
        String command = c.command();
        c.pos += command.length() + 1;
        if (Names.FUNCTIONS.contains(command) && !command.equals("sqrt") && !command.equals("binom")) {
            return apply(command);
        }
        if (Names.GREEK.contains(command)) {
            return atoms.suffixed(command);
        }
        String same = Names.SAME.get(command);
        if (same != null) {
            return atoms.suffixed(same);
        }
        return switch (command) {
            case "frac" -> {
                Node top = atoms.argument(true);
                yield new Node.Div(top, atoms.argument(true), false);
            }
            case "sqrt", "sqrtsign" -> root();
            case "binom" -> {
                Node top = atoms.argument(true);
                yield new Node.Fn("binom", List.of(top, atoms.argument(true)));
            }
            case "mathbb" -> {
                Node.Sym set = new Node.Sym("\\" + (c.peek() == '{' ? c.braced() : nextLetter()));
                yield c.peek() == '_' ? atoms.suffixed(set.name()) : set;
            }
            case "text", "mathrm" -> named();
            case "overline",
                    "bar",
                    "hat",
                    "widehat",
                    "tilde",
                    "widetilde",
                    "dot",
                    "ddot",
                    "underline",
                    "overrightarrow" -> marked(command);
            case "angle", "triangle" -> expressions.factor();
            case "boxed", "fbox" -> atoms.argument(true);
            case "lfloor" -> closed("rfloor", "floor");
            case "lceil" -> closed("rceil", "ceil");
            case "lvert" -> closed("rvert", "abs");
            case "lVert" -> closed("rVert", "abs");
            case "|" -> closed("|", "abs");
            case "{" -> brackets.set();
            case "langle" -> brackets.angle();
            case "pmod", "mod" -> new Node.Fn("pmod", List.of(atoms.argument(false)));
            case "begin" -> new MatrixReader(c, expressions).read();
            case "e", "i" -> new Node.Sym(command);
            default -> throw new NotMathException("\\" + command);
        };
    }

    private String nextLetter() {
        c.skipSpaces();
        if (c.atEnd()) {
            throw new NotMathException("letter");
        }
        String letter = String.valueOf(c.peek());
        c.pos++;
        return letter;
    }

    private Node marked(String command) {
        Node inside = atoms.argument(true);
        if (inside instanceof Node.Sym s) {
            return atoms.suffixed(command + " " + s.name());
        }
        return new Node.Fn(command, List.of(inside));
    }

    private Node closed(String close, String function) {
        c.bars++;
        Node inside = expressions.sum();
        c.bars--;
        c.skipSpaces();
        if (!c.eatCommand(close)) {
            throw new NotMathException(function);
        }
        return new Node.Fn(function, List.of(inside));
    }

    private Node root() {
        c.skipSpaces();
        Node index = null;
        if (c.peek() == '[') {
            c.pos++;
            index = expressions.sum();
            if (!c.eat(']')) {
                throw new NotMathException("root");
            }
        }
        Node inside;
        c.skipSpaces();
        if (c.peek() == '(') {
            inside = brackets.round();
        } else {
            inside = atoms.argument(false);
        }
        return index == null ? new Node.Fn("sqrt", List.of(inside)) : new Node.Fn("root", List.of(inside, index));
    }

    /** The content of a \text here; moves past it only when asked to. */
    private String text(boolean move) {
        int start = c.pos;
        if (c.peek() == '\\') {
            c.pos += c.command().length() + 1;
        }
        c.skipSpaces();
        String inside = c.peek() == '{' ? c.braced().strip() : "";
        if (!move) {
            c.pos = start;
        }
        return inside;
    }

    private Node named() {
        String name = text(true);
        if (Names.FUNCTIONS.contains(name)) {
            return apply(name);
        }
        if (name.matches("[A-Za-z]+")) {
            if (name.length() > 1 && c.peek() == '(') {
                return new Node.Fn(name.toLowerCase(Locale.ROOT), atoms.arguments());
            }
            return atoms.suffixed(name);
        }
        if (name.matches("-?\\d[\\d.,]*")) {
            Cursor inner = new Cursor(name, c.budget);
            Node n = new ExpressionReader(inner, new AnswerParser(inner)).sum();
            if (inner.atEnd()) {
                return n;
            }
        }
        throw new NotMathException("text");
    }

    /** A named function applied to what follows: a power of it, a base, then a bracket or the factors up to the next sign. */
    Node apply(String name) {
        Node power = null;
        Node base = null;
        for (int k = 0; k < 2; k++) {
            c.skipSpaces();
            if (c.peek() == '^') {
                c.pos++;
                power = expressions.exponent();
            } else if (c.peek() == '_') {
                c.pos++;
                base = atoms.argument(false);
            }
        }
        List<Node> args = new ArrayList<>(functionArguments(name));
        if (base != null) {
            args.add(base);
        }
        String f = name;
        if (power instanceof Node.Neg n
                && n.of() instanceof Node.Num one
                && one.value().isInteger()
                && one.value().num().intValue() == 1) {
            f = "arc" + name;
            power = null;
        }
        Node applied = name.equals("sqrt") ? new Node.Fn("sqrt", args) : new Node.Fn(f, args);
        return power == null ? applied : new Node.Pow(applied, power);
    }

    private List<Node> functionArguments(String name) {
        c.skipSpaces();
        if (c.peek() == '(') {
            return atoms.arguments();
        }
        if ((c.peek() == '\\' && c.command().equals("{")) || c.peek() == '{') {
            Node inside = atoms.read();
            return inside instanceof Node.Seq s ? s.items() : List.of(inside);
        }
        if (c.peek() == '[') {
            Node inside = brackets.read();
            return List.of(inside);
        }
        if (name.equals("sqrt") || c.atEnd()) {
            return List.of(atoms.argument(false));
        }
        boolean negative = c.eat('-');
        List<Node> factors = new ArrayList<>();
        factors.add(expressions.factor());
        c.skipSpaces();
        while (atoms.starts(factors.get(factors.size() - 1)) && !functionHere() && c.peek() != '(') {
            factors.add(expressions.factor());
            c.skipSpaces();
        }
        Node product = factors.size() == 1 ? factors.get(0) : new Node.Mul(factors, false);
        return List.of(negative ? new Node.Neg(product) : product);
    }

    private boolean functionHere() {
        String command = c.command();
        return command.isEmpty()
                ? Cursor.isLetter(c.peek()) && atoms.namedHere() && !Names.PLAIN.containsKey(c.word())
                : Names.FUNCTIONS.contains(command) && !command.equals("sqrt");
    }
}
