package io.srpo.verify.math.compare;

import io.srpo.verify.math.number.Budget;
import io.srpo.verify.math.number.Rational;
import io.srpo.verify.math.parse.Node;
import java.math.BigInteger;
import org.jspecify.annotations.Nullable;

/** Values in exact rational arithmetic, where there are any. */
final class ExactValue {
    private static final int MAX_FACTORIAL = 3000;

    private final Point point;
    private final Budget budget;

    ExactValue(Point point, Budget budget) {
        this.point = point;
        this.budget = budget;
    }

    /**
     * The value at the point, or null when it is not rational, not known to be, or too large.
     *
     * @throws ArithmeticException where the expression is not defined
     */
    @Nullable
    Rational of(Node node) {
        budget.step();
        if (node instanceof Node.Num n) {
            return n.value();
        }
        if (node instanceof Node.Based b) {
            return b.value();
        }
        if (node instanceof Node.Sym s) {
            return Symbols.isConstant(s.name()) ? null : point.value(s.name());
        }
        if (node instanceof Node.Neg n) {
            Rational v = of(n.of());
            return v == null ? null : v.negate();
        }
        if (node instanceof Node.Add a) {
            Rational sum = Rational.ZERO;
            for (Node t : a.terms()) {
                Rational v = of(t);
                if (v == null) {
                    return null;
                }
                sum = sum.add(v);
                pay(sum);
            }
            return sum;
        }
        if (node instanceof Node.Mul m) {
            Rational product = Rational.ONE;
            for (Node f : m.factors()) {
                Rational v = of(f);
                if (v == null) {
                    return null;
                }
                product = product.multiply(v);
                pay(product);
            }
            return product;
        }
        if (node instanceof Node.Div d) {
            Rational top = of(d.top());
            Rational bottom = top == null ? null : of(d.bottom());
            if (top == null || bottom == null) {
                return null;
            }
            pay(bottom);
            return top.divide(bottom);
        }
        if (node instanceof Node.Percent p) {
            Rational v = of(p.of());
            return v == null ? null : v.divide(Rational.of(100));
        }
        if (node instanceof Node.Ratio r && r.parts().size() == 2) {
            Rational top = of(r.parts().get(0));
            Rational bottom = of(r.parts().get(1));
            return top == null || bottom == null ? null : top.divide(bottom);
        }
        if (node instanceof Node.Pow p) {
            return power(p);
        }
        return node instanceof Node.Fn f ? function(f) : null;
    }

    private void pay(Rational v) {
        budget.work(Math.max(v.num().bitLength(), v.den().bitLength()));
    }

    private @Nullable Rational power(Node.Pow p) {
        Rational e = of(p.exponent());
        if (e == null) {
            return null;
        }
        Rational b = of(p.base());
        if (b == null) {
            return null;
        }
        if (e.isInteger()) {
            Rational v = b.power(e.num());
            if (v != null) {
                pay(v);
            }
            return v;
        }
        if (b.signum() < 0 || e.den().bitLength() > 6) {
            return null;
        }
        Rational root = root(b, e.den().intValueExact());
        return root == null ? null : root.power(e.num());
    }

    /** The n-th root of a number that is not negative, when it is rational. */
    private static @Nullable Rational root(Rational v, int n) {
        BigInteger top = root(v.num(), n);
        BigInteger bottom = top == null ? null : root(v.den(), n);
        return top == null || bottom == null ? null : Rational.of(top, bottom);
    }

    private static @Nullable BigInteger root(BigInteger v, int n) {
        if (v.bitLength() > 4096) {
            return null;
        }
        if (n == 2) {
            BigInteger[] r = v.sqrtAndRemainder();
            return r[1].signum() == 0 ? r[0] : null;
        }
        if (v.bitLength() > 900) {
            return null;
        }
        BigInteger guess = BigInteger.valueOf(Math.round(Math.pow(v.doubleValue(), 1.0 / n)));
        return v.bitLength() < 53 * n && guess.pow(n).equals(v) ? guess : null;
    }

    private @Nullable Rational function(Node.Fn f) {
        int n = f.args().size();
        Rational a = n >= 1 && n <= 8 ? of(f.args().get(0)) : null;
        if (a == null) {
            return null;
        }
        switch (f.name()) {
            case "sqrt" -> {
                return a.signum() < 0 ? null : root(a, 2);
            }
            case "cbrt" -> {
                return odd(a, 3);
            }
            case "abs" -> {
                return a.abs();
            }
            case "!" -> {
                return a.isInteger() ? factorial(a.num(), 1) : null;
            }
            case "!!" -> {
                return a.isInteger() ? factorial(a.num(), 2) : null;
            }
            case "floor" -> {
                return Rational.of(a.floor());
            }
            case "ceil" -> {
                return Rational.of(a.negate().floor()).negate();
            }
            default -> {}
        }
        if (n < 2) {
            return null;
        }
        Rational b = of(f.args().get(1));
        if (b == null) {
            return null;
        }
        return switch (f.name()) {
            case "mixed" -> a.add(b);
            case "root" ->
                b.isInteger() && b.num().bitLength() < 6 && b.signum() > 0
                        ? odd(a, b.num().intValueExact())
                        : null;
            case "binom" -> binomial(a, b);
            case "gcd", "lcm" -> a.isInteger() && b.isInteger() && n == 2 ? divisors(f.name(), a.num(), b.num()) : null;
            case "max", "min" -> extreme(f, a);
            case "mod" -> a.subtract(b.multiply(Rational.of(a.divide(b).floor())));
            default -> null;
        };
    }

    private static @Nullable Rational odd(Rational a, int n) {
        if (a.signum() >= 0) {
            return root(a, n);
        }
        Rational r = n % 2 == 1 ? root(a.negate(), n) : null;
        return r == null ? null : r.negate();
    }

    private @Nullable Rational extreme(Node.Fn f, Rational first) {
        Rational best = first;
        for (Node arg : f.args()) {
            Rational v = of(arg);
            if (v == null) {
                return null;
            }
            best = f.name().equals("max") == v.compareTo(best) > 0 ? v : best;
        }
        return best;
    }

    private static Rational divisors(String name, BigInteger a, BigInteger b) {
        BigInteger g = a.gcd(b);
        return Rational.of(name.equals("gcd") ? g : a.multiply(b).abs().divide(g.max(BigInteger.ONE)));
    }

    private @Nullable Rational factorial(BigInteger n, int step) {
        if (n.signum() < 0 || n.bitLength() > 20 || n.intValueExact() > MAX_FACTORIAL) {
            return null;
        }
        BigInteger product = BigInteger.ONE;
        for (int k = n.intValueExact(); k > 1; k -= step) {
            budget.step();
            product = product.multiply(BigInteger.valueOf(k));
        }
        return Rational.of(product);
    }

    private @Nullable Rational binomial(Rational n, Rational k) {
        if (!k.isInteger() || k.num().bitLength() > 12 || k.signum() < 0) {
            return null;
        }
        int steps = k.num().intValueExact();
        if (n.isInteger() && n.signum() >= 0) {
            BigInteger other = n.num().subtract(k.num());
            if (other.signum() < 0) {
                return Rational.ZERO;
            }
            steps = other.bitLength() < 12 ? Math.min(steps, other.intValueExact()) : steps;
        }
        Rational product = Rational.ONE;
        for (int j = 0; j < steps; j++) {
            budget.step(4 + product.num().bitLength() / 256);
            product = product.multiply(n.subtract(Rational.of(j))).divide(Rational.of(j + 1L));
        }
        return product;
    }
}
