package io.srpo.verify.math.parse;

import io.srpo.verify.math.number.Rational;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Sums, products, powers: the arithmetic levels of the grammar. */
final class ExpressionReader {
    private static final Pattern MINUTES = Pattern.compile(
            " ?(\\d{1,2}(?:\\.\\d+)?) ?(?:'(?!')|\\^ ?\\{? ?\\\\prime ?}?)(?: ?(\\d{1,2}(?:\\.\\d+)?) ?(?:''|\"|\\^ ?\\{ ?\\\\prime ?\\\\prime ?}))?");

    private final Cursor c;
    private final AtomReader atoms;

    ExpressionReader(Cursor c, AnswerParser answers) {
        this.c = c;
        this.atoms = new AtomReader(c, this, answers);
    }

    Node sum() {
        c.enter();
        try {
            return readSum();
        } finally {
            c.leave();
        }
    }

    private Node readSum() {
        c.skipSpaces();
        List<Node> terms = new ArrayList<>();
        int both = bothSigns();
        Node left;
        if (both != 0) {
            left = new Node.PlusMinus(Node.Num.of(0), term(), both > 0);
        } else {
            left = signedTerm();
        }
        terms.add(left);
        while (true) {
            c.budget.step();
            c.skipSpaces();
            both = bothSigns();
            if (both != 0) {
                Node before = terms.size() == 1 ? terms.get(0) : new Node.Add(terms);
                terms = new ArrayList<>(List.of(new Node.PlusMinus(before, term(), both > 0)));
            } else if (c.peek() == '+') {
                c.pos++;
                terms.add(signedTerm());
            } else if (c.peek() == '-') {
                c.pos++;
                terms.add(new Node.Neg(signedTerm()));
            } else {
                return terms.size() == 1 ? terms.get(0) : new Node.Add(terms);
            }
        }
    }

    private Node signedTerm() {
        c.skipSpaces();
        boolean negative = false;
        while (c.peek() == '-' || c.peek() == '+') {
            negative ^= c.peek() == '-';
            c.pos++;
            c.skipSpaces();
            c.budget.step();
        }
        Node t = term();
        return negative ? new Node.Neg(t) : t;
    }

    /** 1 after a plus-minus sign, -1 after minus-plus, 0 when neither stands here. */
    private int bothSigns() {
        if (c.eatCommand("pm") || c.eat("+/-") || c.eat("+-")) {
            return 1;
        }
        return c.eatCommand("mp") || c.eat("-/+") ? -1 : 0;
    }

    private Node term() {
        Node product = factor();
        boolean cross = false;
        while (true) {
            c.budget.step();
            c.skipSpaces();
            String command = c.command();
            if ((c.peek() == '*' && c.peek(1) != '*')
                    || command.equals("cdot")
                    || command.equals("times")
                    || command.equals("ast")) {
                c.pos += c.peek() == '*' ? 1 : command.length() + 1;
                product = times(product, signedFactor(), true);
                cross = true;
            } else if (c.peek() == '/' || command.equals("div")) {
                c.pos += c.peek() == '/' ? 1 : 4;
                product = new Node.Div(product, signedFactor(), command.equals("div"));
            } else if (command.equals("bmod")) {
                c.pos += 5;
                product = new Node.Fn("mod", List.of(product, factor()));
            } else if (atoms.starts(product)) {
                product = times(product, factor(), cross && !(product instanceof Node.Mul));
            } else {
                return product;
            }
        }
    }

    private Node signedFactor() {
        c.skipSpaces();
        if (c.peek() == '-') {
            c.pos++;
            return new Node.Neg(factor());
        }
        if (c.peek() == '+') {
            c.pos++;
        }
        return factor();
    }

    private static Node times(Node a, Node b, boolean cross) {
        Node.Num scientific = cross ? scientific(a, b) : null;
        if (scientific != null) {
            return scientific;
        }
        if (a instanceof Node.Mul m && m.cross() == cross) {
            List<Node> all = new ArrayList<>(m.factors());
            all.add(b);
            return new Node.Mul(all, cross);
        }
        return new Node.Mul(List.of(a, b), cross);
    }

    /** A literal times a literal power of ten is a number as written. */
    private static Node.@Nullable Num scientific(Node a, Node b) {
        if (a instanceof Node.Num n
                && b instanceof Node.Pow p
                && p.base() instanceof Node.Num ten
                && ten.value().equals(Rational.TEN)) {
            Node e = p.exponent() instanceof Node.Neg neg ? neg.of() : p.exponent();
            if (e instanceof Node.Num k
                    && k.value().isInteger()
                    && k.value().num().bitLength() < 14) {
                int exponent = k.value().num().intValueExact();
                return NumberReader.scientific(n.value(), n.decimals(), e == p.exponent() ? exponent : -exponent);
            }
        }
        return null;
    }

    /** An atom with what follows it: powers, factorials, percent and degree signs. */
    Node factor() {
        c.enter();
        try {
            c.skipSpaces();
            return postfix(atoms.read());
        } finally {
            c.leave();
        }
    }

    Node postfix(Node atom) {
        Node n = atom;
        while (true) {
            c.budget.step();
            if (c.peek() == ' ' && (c.peek(1) == '^' || (c.peek(1) == '!' && c.peek(2) != '=') || c.peek(1) == '%')) {
                c.pos++;
            }
            if (c.peek() == '^' || (c.peek() == '*' && c.peek(1) == '*')) {
                n = power(n);
            } else if (c.peek() == '!' && (c.peek(1) != '=' || isFactorial())) {
                c.pos++;
                boolean twice = c.eat("!");
                n = new Node.Fn(twice ? "!!" : "!", List.of(n));
            } else if (c.peek() == '%') {
                c.pos++;
                n = new Node.Percent(n);
            } else if (c.eatCommand("degree") || c.eatCommand("degrees")) {
                n = new Node.Degree(n);
            } else if (c.peek() == '_' && c.peek(1) == '{' && n instanceof Node.Num) {
                throw new NotMathException("subscript");
            } else {
                return n;
            }
        }
    }

    /** Whether the sign in {@code !=} belongs to the number before it: {@code 5!=120}, where nothing but numbers stands before. */
    private boolean isFactorial() {
        char before = c.pos == 0 ? ' ' : c.s.charAt(c.pos - 1);
        if (!Cursor.isDigit(before) && before != ')') {
            return false;
        }
        for (int k = c.pos - 1; k >= 0 && "=<>,;".indexOf(c.s.charAt(k)) < 0; k--) {
            c.budget.step();
            if (Cursor.isLetter(c.s.charAt(k))) {
                int from = k;
                while (from > 0 && Cursor.isLetter(c.s.charAt(from - 1))) {
                    from--;
                }
                if (from == 0 || c.s.charAt(from - 1) != '\\') {
                    return false;
                }
                k = from;
            }
        }
        return true;
    }

    private Node power(Node base) {
        c.pos += c.peek() == '*' ? 2 : 1;
        c.skipSpaces();
        int start = c.pos;
        if (c.eatCommand("circ")
                || c.eat("{\\circ}")
                || c.eat("{ \\circ }")
                || c.eat("{\\circ }")
                || c.eat("{ \\circ}")) {
            return new Node.Degree(minutes(base));
        }
        Node e = exponent();
        if (e instanceof Node.Sym s && s.name().equals("prime") && base instanceof Node.Sym f) {
            return new Node.Sym(f.name() + "'");
        }
        if (c.pos == start) {
            throw new NotMathException("power");
        }
        if (c.peek() == '(' && base instanceof Node.Sym f && isInverse(e) && "fgh".contains(f.name())) {
            return new Node.Fn(f.name() + "^-1", atoms.arguments());
        }
        return new Node.Pow(base, e);
    }

    /** Degrees with the minutes and seconds that may follow. */
    private Node minutes(Node degrees) {
        Matcher m = MINUTES.matcher(c.s).region(c.pos, c.s.length());
        if (!(degrees instanceof Node.Num whole) || !m.lookingAt()) {
            return degrees;
        }
        c.pos = m.end();
        Rational value = whole.value().add(Rational.ofDecimal(m.group(1)).divide(Rational.of(60)));
        if (m.group(2) != null) {
            value = value.add(Rational.ofDecimal(m.group(2)).divide(Rational.of(3600)));
        }
        return new Node.Num(value, -1);
    }

    private static boolean isInverse(Node e) {
        return e instanceof Node.Neg n
                && n.of() instanceof Node.Num one
                && one.value().equals(Rational.ONE);
    }

    /** What stands after a caret, by itself: braces, a bracket, a signed number, one letter or one command. */
    Node exponent() {
        c.enter();
        try {
            c.skipSpaces();
            if (c.peek() == '{') {
                if (c.eat("{*}") || c.eat("{\\ast}") || c.eat("{\\times}")) {
                    return new Node.Sym("*");
                }
                return atoms.group();
            }
            if (c.peek() == '*') {
                c.pos++;
                return new Node.Sym("*");
            }
            if (c.peek() == '-' || c.peek() == '+') {
                boolean negative = c.peek() == '-';
                c.pos++;
                Node e = exponent();
                return negative ? new Node.Neg(e) : e;
            }
            Node e;
            if (Cursor.isDigit(c.peek())) {
                e = c.s.startsWith(".", c.pos + 1) ? NumberReader.read(c) : NumberReader.digits(c, false);
            } else if (Cursor.isLetter(c.peek()) && !atoms.namedHere()) {
                e = new Node.Sym(String.valueOf(c.peek()));
                c.pos++;
            } else {
                e = atoms.read();
            }
            return c.peek() == '^' ? power(e) : e;
        } finally {
            c.leave();
        }
    }

    AtomReader atoms() {
        return atoms;
    }
}
