package io.srpo.verify.math.second;

import io.srpo.verify.math.number.BigComplex;
import io.srpo.verify.math.number.Budget;
import io.srpo.verify.math.number.Rational;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;

/** Works out a plain line of math while reading it; letters get random values, the same for both sides of a pair. */
final class NumericReader {
    private static final int MAX_DEPTH = 40;
    private static final Set<String> FUNCTIONS = Set.of("sin", "cos", "tan", "ln", "log", "exp", "sqrt");

    private final String s;
    private final Budget budget;
    private final BigComplex k;
    private final Map<String, Rational> values;
    private final SplittableRandom random;
    private int pos;
    private int depth;

    private NumericReader(String s, Budget budget, Map<String, Rational> values, SplittableRandom random) {
        this.s = s;
        this.budget = budget;
        this.k = new BigComplex(budget);
        this.values = values;
        this.random = random;
    }

    /** Values drawn for names, and how new ones are drawn. */
    record Draw(Map<String, Rational> values, SplittableRandom random) {
        static Draw of(long seed) {
            return new Draw(new HashMap<>(), new SplittableRandom(seed));
        }
    }

    /**
     * The value of all of a text.
     *
     * @throws UnreadableException when a part of it is not known
     * @throws ArithmeticException where it is not defined
     */
    static BigComplex.Z value(String text, Draw draw, Budget budget) {
        NumericReader reader = new NumericReader(text, budget, draw.values(), draw.random());
        BigComplex.Z z = reader.sum();
        if (reader.pos < text.length()) {
            throw new UnreadableException(text.substring(reader.pos));
        }
        return z;
    }

    private BigComplex.Z sum() {
        if (++depth > MAX_DEPTH) {
            throw new UnreadableException("too deep");
        }
        budget.step();
        BigComplex.Z z = product();
        while (peek() == '+' || peek() == '-') {
            boolean minus = s.charAt(pos++) == '-';
            BigComplex.Z t = product();
            z = minus ? k.subtract(z, t) : k.add(z, t);
        }
        depth--;
        return z;
    }

    private BigComplex.Z product() {
        if (peek() == '-' || peek() == '+') {
            return s.charAt(pos++) == '-' ? k.negate(product()) : product();
        }
        BigComplex.Z z = power();
        while (pos < s.length()) {
            budget.step();
            char c = peek();
            if (c == '*' || c == '/') {
                pos++;
                BigComplex.Z f = signed();
                z = c == '*' ? k.multiply(z, f) : k.divide(z, f);
            } else if (Character.isLetterOrDigit(c) || c == '(' || c == '{' || c == '\\') {
                z = k.multiply(z, power());
            } else {
                break;
            }
        }
        return z;
    }

    private BigComplex.Z signed() {
        if (peek() == '-') {
            pos++;
            return k.negate(power());
        }
        return power();
    }

    private BigComplex.Z power() {
        BigComplex.Z base = atom();
        while (peek() == '!') {
            pos++;
            base = factorial(base);
        }
        if (peek() != '^') {
            return base;
        }
        pos++;
        BigComplex.Z e = peek() == '{' || peek() == '(' ? atom() : exponent();
        double n = k.re(e);
        if (k.im(e) == 0 && n == Math.rint(n) && Math.abs(n) <= 4096) {
            return whole(base, (int) n);
        }
        if (k.re(base) < 0 || k.im(base) != 0 || k.re(base) == 0) {
            throw new UnreadableException("a power that has several values");
        }
        return k.exp(k.multiply(k.ln(base), e));
    }

    private BigComplex.Z exponent() {
        boolean minus = peek() == '-';
        pos += minus ? 1 : 0;
        BigComplex.Z e = atom();
        return minus ? k.negate(e) : e;
    }

    private BigComplex.Z whole(BigComplex.Z base, int n) {
        BigComplex.Z z = number(1);
        for (int bit = 1 << 12; bit > 0; bit >>= 1) {
            z = k.multiply(z, z);
            z = (Math.abs(n) & bit) != 0 ? k.multiply(z, base) : z;
        }
        return n < 0 ? k.divide(number(1), z) : z;
    }

    private BigComplex.Z factorial(BigComplex.Z z) {
        double n = k.re(z);
        if (n != Math.rint(n) || n < 0 || n > 500 || k.im(z) != 0) {
            throw new UnreadableException("factorial");
        }
        BigComplex.Z product = number(1);
        for (int m = 2; m <= n; m++) {
            product = k.multiply(product, number(m));
        }
        return product;
    }

    private BigComplex.Z number(long n) {
        return k.of(Rational.of(n));
    }

    private BigComplex.Z atom() {
        char c = peek();
        if (Character.isDigit(c) || c == '.') {
            int from = pos;
            while (Character.isDigit(peek()) || peek() == '.') {
                pos++;
            }
            String digits = s.substring(from, pos);
            if (digits.length() > 200 || digits.indexOf('.') != digits.lastIndexOf('.') || digits.endsWith(".")) {
                throw new UnreadableException(digits);
            }
            return k.of(Rational.ofDecimal(digits));
        }
        if (c == '(' || c == '{') {
            return bracketed(c == '(' ? ')' : '}');
        }
        if (c == '|') {
            pos++;
            BigComplex.Z z = sum();
            expect('|');
            return k.abs(z);
        }
        return c == '\\' ? command() : name();
    }

    private BigComplex.Z bracketed(char close) {
        pos++;
        BigComplex.Z z = sum();
        expect(close);
        return z;
    }

    private BigComplex.Z command() {
        int from = ++pos;
        while (isLetter(peek())) {
            pos++;
        }
        String name = s.substring(from, pos);
        if (FUNCTIONS.contains(name)) {
            return function(name);
        }
        return switch (name) {
            case "frac" -> {
                BigComplex.Z top = argument();
                yield k.divide(top, argument());
            }
            case "pi" -> k.pi();
            case "binom" -> {
                BigComplex.Z n = argument();
                BigComplex.Z r = argument();
                yield k.divide(factorial(n), k.multiply(factorial(r), factorial(k.subtract(n, r))));
            }
            case "alpha", "beta", "gamma", "theta", "lambda", "mu", "phi", "omega" -> variable(name);
            default -> throw new UnreadableException("\\" + name);
        };
    }

    private BigComplex.Z argument() {
        if (peek() == '{') {
            return bracketed('}');
        }
        if (Character.isDigit(peek())) {
            return number(s.charAt(pos++) - '0');
        }
        return atom();
    }

    private BigComplex.Z function(String name) {
        BigComplex.Z index = number(2);
        if (name.equals("sqrt") && peek() == '[') {
            pos++;
            index = sum();
            expect(']');
        }
        BigComplex.Z base = null;
        if (name.equals("log") && peek() == '_') {
            pos++;
            base = argument();
        }
        if (peek() == '^') {
            throw new UnreadableException("a power of a function");
        }
        BigComplex.Z x = name.equals("sqrt") ? argument() : peek() == '(' || peek() == '{' ? atom() : power();
        return switch (name) {
            case "sqrt" -> root(x, index);
            case "ln" -> k.ln(x);
            case "exp" -> k.exp(x);
            case "log" -> base == null ? k.ln(x) : k.divide(k.ln(x), k.ln(base));
            case "sin" -> half(k.subtract(turned(x), turned(k.negate(x))), k.i());
            case "cos" -> half(k.add(turned(x), turned(k.negate(x))), number(1));
            default -> {
                BigComplex.Z plus = turned(x);
                BigComplex.Z minus = turned(k.negate(x));
                yield k.divide(k.subtract(plus, minus), k.multiply(k.i(), k.add(plus, minus)));
            }
        };
    }

    private BigComplex.Z turned(BigComplex.Z x) {
        return k.exp(k.multiply(k.i(), x));
    }

    private BigComplex.Z half(BigComplex.Z z, BigComplex.Z by) {
        return k.divide(z, k.multiply(number(2), by));
    }

    private BigComplex.Z root(BigComplex.Z x, BigComplex.Z index) {
        if (k.re(index) == 2) {
            return k.sqrt(x);
        }
        if (k.re(x) <= 0 || k.im(x) != 0) {
            throw new UnreadableException("a root that has several values");
        }
        return k.exp(k.divide(k.ln(x), index));
    }

    private BigComplex.Z name() {
        int from = pos;
        while (isLetter(peek())) {
            pos++;
        }
        String run = s.substring(from, pos);
        if (FUNCTIONS.contains(run)) {
            return function(run);
        }
        if (run.equals("pi")) {
            return k.pi();
        }
        if (run.isEmpty() || run.length() > 3) {
            throw new UnreadableException(run.isEmpty() ? "sign" : run);
        }
        pos = from + 1;
        String letter = run.substring(0, 1);
        if (peek() == '_' || peek() == '\'' || (peek() == '(' && "fgFG".contains(letter))) {
            throw new UnreadableException("a name of its own");
        }
        return letter.equals("i") ? k.i() : letter.equals("e") ? k.exp(number(1)) : variable(letter);
    }

    private BigComplex.Z variable(String name) {
        return k.of(values.computeIfAbsent(name, n -> Rational.of(300 + random.nextInt(1700), 997)));
    }

    private void expect(char c) {
        if (peek() != c) {
            throw new UnreadableException("missing " + c);
        }
        pos++;
    }

    private char peek() {
        return pos < s.length() ? s.charAt(pos) : '\0';
    }

    private static boolean isLetter(char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
    }

    /** The parts of a text between commas that stand in no bracket. */
    static List<String> parts(String s) {
        List<String> parts = new ArrayList<>();
        int depth = 0;
        int from = 0;
        for (int n = 0; n < s.length(); n++) {
            char c = s.charAt(n);
            depth += "([{\u0001".indexOf(c) >= 0 ? 1 : ")]}\u0002".indexOf(c) >= 0 ? -1 : 0;
            if ((c == ',' || c == ';') && depth == 0) {
                parts.add(s.substring(from, n));
                from = n + 1;
            }
        }
        parts.add(s.substring(from));
        return parts;
    }
}
