package io.srpo.verify.math.parse;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** The smallest parts: numbers, letters, brackets, bars; LaTeX commands are left to {@link CommandReader}. */
final class AtomReader {
    /** Letters that are functions before a bracket whatever it holds. */
    private static final String ALWAYS_FUNCTIONS = "fgFGOWJE";
    /** Letters that are functions before a bracket that holds nothing but a name or a number. */
    private static final String OFTEN_FUNCTIONS = "huvwpqyPQHTBMYSTUVXZLR";

    private final Cursor c;
    private final ExpressionReader expressions;
    private final AnswerParser answers;
    private final CommandReader commands;
    private final BracketReader brackets;

    AtomReader(Cursor c, ExpressionReader expressions, AnswerParser answers) {
        this.c = c;
        this.expressions = expressions;
        this.answers = answers;
        this.brackets = new BracketReader(c, answers);
        this.commands = new CommandReader(c, expressions, this, brackets);
    }

    /** Whether another factor begins here, side by side with {@code before}. */
    boolean starts(Node before) {
        char p = c.peek();
        if (Cursor.isDigit(p) || (p == '.' && Cursor.isDigit(c.peek(1)))) {
            return !(before instanceof Node.Num)
                    && !(c.pos > 0 && Cursor.isDigit(c.s.charAt(c.pos - 1)) && before instanceof Node.Mul);
        }
        if (Cursor.isLetter(p)) {
            return startsSymbol(before);
        }
        if (p == '|') {
            return c.bars == 0 && !c.builder;
        }
        return switch (p) {
            case '(', '{' -> true;
            case '[' -> c.bars >= 0 && !(before instanceof Node.Interval) && c.brackets >= 0 && !frenchEnd();
            case '\\' -> commands.starts(c.command());
            default -> false;
        };
    }

    private boolean frenchEnd() {
        String rest = c.s.substring(c.pos + 1).strip();
        return rest.isEmpty() || rest.startsWith("\\cup") || rest.startsWith("\\cap");
    }

    private boolean startsSymbol(Node before) {
        String word = c.word();
        if (c.pos > 0 && c.s.charAt(c.pos - 1) == ' ' && isLiteral(before) && proseBehind(word)) {
            return false;
        }
        if (word.length() == 1) {
            return !(isLiteral(before) && c.pos > 0 && c.s.charAt(c.pos - 1) == ' ' && isLoneUnit(word))
                    && !word.equals("U");
        }
        if (Names.CONNECTIVES.contains(word) || (isLiteral(before) && Names.SHORT_UNITS.contains(word))) {
            return false;
        }
        return function(word) != null
                || Names.PLAIN.containsKey(word)
                || (word.length() <= 3 && !isUnitPower(word, before));
    }

    /** "10 m up the wall": a word follows, so that this is no product. */
    private boolean proseBehind(String word) {
        int at = c.pos + word.length();
        if (word.length() > 3 || at >= c.s.length() || c.s.charAt(at) != ' ') {
            return false;
        }
        int end = at + 1;
        while (end < c.s.length() && Cursor.isLetter(c.s.charAt(end))) {
            end++;
        }
        String next = c.s.substring(at + 1, end);
        return next.length() > 1
                && function(next) == null
                && !Names.PLAIN.containsKey(next)
                && !Names.CONNECTIVES.contains(next);
    }

    private static boolean isUnitPower(String word, Node before) {
        return Names.SHORT_UNITS.contains(word) && !(before instanceof Node.Sym);
    }

    /** "5 m", "3 s" at the end of the text: a unit rather than a variable. */
    private boolean isLoneUnit(String word) {
        char after = c.peek(1);
        return "mgsLhVWNJ".contains(word)
                && (after == '\0' || after == '/' || (after == '^' && c.s.length() <= c.pos + 5));
    }

    private static boolean isLiteral(Node n) {
        return n instanceof Node.Num
                || (n instanceof Node.Div d && d.top() instanceof Node.Num && d.bottom() instanceof Node.Num)
                || (n instanceof Node.Add && isMixed(n))
                || (n instanceof Node.Fn f && f.name().equals("mixed"));
    }

    private static boolean isMixed(Node n) {
        return n instanceof Node.Add a && a.terms().stream().allMatch(AtomReader::isLiteral);
    }

    Node read() {
        c.skipSpaces();
        c.budget.step();
        char p = c.peek();
        if (NumberReader.starts(c)) {
            return mixed(NumberReader.read(c));
        }
        if (Cursor.isLetter(p)) {
            return symbol();
        }
        return switch (p) {
            case '(', '[', ']' -> brackets.read();
            case '{' -> group();
            case '|' -> bars();
            case '\\' -> commands.read();
            case '$' -> {
                c.pos++;
                yield new Node.Quantity(c.eat('-') ? new Node.Neg(expressions.factor()) : expressions.factor(), "$");
            }
            case '€', '£', '¥', '₹' -> {
                c.pos++;
                yield new Node.Quantity(expressions.factor(), String.valueOf(p));
            }
            case '?' -> {
                c.pos++;
                yield new Node.Sym("?");
            }
            default -> throw new NotMathException("unexpected " + p);
        };
    }

    /** 3 1/2 and 3\frac12: a whole number with a proper fraction behind it. */
    private Node mixed(Node n) {
        if (!(n instanceof Node.Num whole)
                || whole.decimals() >= 0
                || !whole.value().isInteger()) {
            return n;
        }
        int start = c.pos;
        c.skipSpaces();
        Node fraction = null;
        if (c.command().equals("frac")) {
            fraction = commands.read();
        } else if (c.pos > start && Cursor.isDigit(c.peek())) {
            Node top = NumberReader.digits(c, false);
            c.skipSpaces();
            if (c.eat('/')) {
                c.skipSpaces();
                if (Cursor.isDigit(c.peek())) {
                    fraction = new Node.Div(top, NumberReader.digits(c, false), false);
                }
            }
        }
        if (fraction instanceof Node.Div d
                && d.top() instanceof Node.Num t
                && d.bottom() instanceof Node.Num b
                && t.value().isInteger()
                && b.value().isInteger()
                && t.value().signum() > 0
                && t.value().compareTo(b.value()) < 0) {
            return new Node.Fn("mixed", List.of(n, fraction));
        }
        c.pos = start;
        return n;
    }

    /** A braced group that only groups; a plain-text set when it holds several items. */
    Node group() {
        c.pos++;
        c.skipSpaces();
        int brackets = c.brackets;
        int bars = c.bars;
        boolean builder = c.builder;
        c.brackets++;
        c.bars = 0;
        c.builder = true;
        Node inside = answers.list();
        c.builder = builder;
        c.bars = bars;
        c.brackets = brackets;
        c.skipSpaces();
        if (!c.eat('}') && !c.atEnd()) {
            throw new NotMathException("brace");
        }
        if (inside instanceof Node.Builder) {
            return inside;
        }
        return inside instanceof Node.Seq s && s.bracket() == Node.Bracket.NONE
                ? new Node.Seq(Node.Bracket.BRACE, s.items())
                : inside;
    }

    /** The argument of a command: a braced group, one digit, one letter, or one command. */
    Node argument(boolean oneDigit) {
        c.skipSpaces();
        if (c.peek() == '{') {
            return group();
        }
        if (Cursor.isDigit(c.peek())) {
            return NumberReader.digits(c, oneDigit);
        }
        if (Cursor.isLetter(c.peek()) && !namedHere()) {
            Node n = new Node.Sym(String.valueOf(c.peek()));
            c.pos++;
            return n;
        }
        return read();
    }

    private Node bars() {
        c.pos++;
        boolean norm = c.eat("|");
        c.bars++;
        Node inside = expressions.sum();
        c.bars--;
        c.skipSpaces();
        if (!c.eat('|') && !c.atEnd()) {
            throw new NotMathException("bar");
        }
        if (norm) {
            c.eat('|');
        }
        return new Node.Fn("abs", List.of(inside));
    }

    /** Whether a function or a spelled-out constant stands here. */
    boolean namedHere() {
        String word = c.word();
        return function(word) != null || Names.PLAIN.containsKey(word);
    }

    /** The function that a run of letters begins with, or null: "sin" for "sin" and for "sinx". */
    private static @org.jspecify.annotations.Nullable String function(String word) {
        if (word.length() < 2) {
            return null;
        }
        if (Names.FUNCTIONS.contains(word)) {
            return word;
        }
        for (int n = Math.min(6, word.length() - 1); n >= 2; n--) {
            String head = word.substring(0, n);
            if (Names.FUNCTIONS.contains(head) && word.length() - n <= 1 && (n > 2 || head.equals("ln"))) {
                return head;
            }
        }
        return null;
    }

    private Node symbol() {
        String word = c.word();
        String function = function(word);
        if (function != null) {
            c.pos += function.length();
            return commands.apply(function);
        }
        String plain = Names.PLAIN.get(word);
        if (plain != null) {
            c.pos += word.length();
            return suffixed(plain);
        }
        if (Names.CONNECTIVES.contains(word) && word.length() > 1) {
            throw new NotMathException("connective");
        }
        if ((word.length() > 3 && !word.equals(word.toUpperCase(Locale.ROOT))) || word.length() > 8) {
            throw new NotMathException("word");
        }
        c.pos++;
        return suffixed(word.substring(0, 1));
    }

    /** A name with its subscript, primes, and arguments where it is a function. */
    Node suffixed(String base) {
        StringBuilder name = new StringBuilder(base);
        if (c.peek() == '_') {
            c.pos++;
            c.skipSpaces();
            if (c.peek() == '{') {
                name.append('_').append(c.braced().replace(" ", ""));
            } else if (c.peek() == '\\') {
                String command = c.command();
                c.pos += command.length() + 1;
                name.append('_').append(command);
                if (c.peek() == '{') {
                    name.append(c.braced().replace(" ", ""));
                }
            } else if (!c.atEnd()) {
                name.append('_').append(c.peek());
                c.pos++;
                while (Cursor.isDigit(c.peek()) && Cursor.isDigit(c.s.charAt(c.pos - 1))) {
                    name.append(c.peek());
                    c.pos++;
                }
            }
        }
        while (c.peek() == '\'') {
            c.pos++;
            name.append('\'');
        }
        if (c.peek() == '(' && isFunction(base, name.length() > base.length())) {
            List<Node> arguments = arguments();
            return new Node.Fn(base.equals("C") && arguments.size() == 2 ? "binom" : name.toString(), arguments);
        }
        return new Node.Sym(name.toString());
    }

    private boolean isFunction(String base, boolean marked) {
        int close = c.s.indexOf(')', c.pos);
        String inside = close < 0 ? "" : c.s.substring(c.pos + 1, close).strip();
        boolean simple = inside.matches("[a-zA-Z]|\\\\?[a-z]{2,7}|\\d+|[a-zA-Z]_\\w");
        String after = close < 0 ? "" : c.s.substring(close + 1).stripLeading();
        if (simple && after.startsWith("=") && !inside.matches("\\d+")) {
            return true;
        }
        if (base.length() > 1) {
            return "Phi Gamma Theta zeta psi phi chi Omega".contains(base) && (simple || !base.equals("phi"));
        }
        if (ALWAYS_FUNCTIONS.contains(base) || (inside.indexOf(',') > 0 && inside.indexOf('(') < 0)) {
            return !(base.equals("E") && inside.indexOf('+') > 0);
        }
        return simple && (OFTEN_FUNCTIONS.contains(base) || marked);
    }

    /** A bracketed list of arguments. */
    List<Node> arguments() {
        Node inside = brackets.round();
        if (inside instanceof Node.Seq s && s.bracket() == Node.Bracket.ROUND) {
            return s.items();
        }
        return new ArrayList<>(List.of(inside));
    }
}
