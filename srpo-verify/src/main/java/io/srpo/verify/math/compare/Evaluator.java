package io.srpo.verify.math.compare;

import io.srpo.verify.math.number.Budget;
import io.srpo.verify.math.number.Complex;
import io.srpo.verify.math.number.Rational;
import io.srpo.verify.math.parse.Node;
import java.math.BigInteger;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The value of an expression at a point, in the precision of {@code T}.
 *
 * @param <T> a complex number
 */
final class Evaluator<T> {
    private final Complex<T> k;
    private final Point point;
    private final Reading reading;
    private final Budget budget;
    private final ExactValue exact;

    Evaluator(Complex<T> k, Point point, Reading reading, Budget budget) {
        this.k = k;
        this.point = point;
        this.reading = reading;
        this.budget = budget;
        this.exact = new ExactValue(point, budget);
    }

    /**
     * @throws NotNumericException when the tree has no value
     * @throws ArithmeticException where it is not defined at the point
     */
    T of(Node node) {
        budget.step();
        if (node instanceof Node.Num n) {
            return k.of(n.value());
        } else if (node instanceof Node.Based b) {
            return k.of(b.value());
        } else if (node instanceof Node.Sym s) {
            return symbol(s.name());
        } else if (node instanceof Node.Neg n) {
            return k.negate(of(n.of()));
        } else if (node instanceof Node.Add a) {
            return a.terms().stream().map(this::of).reduce(k::add).orElseThrow();
        } else if (node instanceof Node.Mul m) {
            return m.factors().stream().map(this::of).reduce(k::multiply).orElseThrow();
        } else if (node instanceof Node.Div d) {
            return k.divide(of(d.top()), of(d.bottom()));
        } else if (node instanceof Node.Percent p) {
            return k.divide(of(p.of()), k.of(Rational.of(100)));
        } else if (node instanceof Node.Degree d) {
            T v = of(d.of());
            return reading.degrees() ? k.multiply(v, k.divide(k.pi(), k.of(Rational.of(180)))) : v;
        } else if (node instanceof Node.Pow p) {
            return power(p);
        } else if (node instanceof Node.Fn f) {
            return function(f);
        } else if (node instanceof Node.Ratio r && r.parts().size() == 2) {
            return k.divide(of(r.parts().get(0)), of(r.parts().get(1)));
        }
        throw new NotNumericException("no number");
    }

    private T symbol(String name) {
        return switch (name) {
            case "pi" -> k.pi();
            case "e" -> k.exp(k.of(Rational.ONE));
            case "i" -> k.i();
            case "oo", "empty", "..." -> throw new NotNumericException(name);
            default -> k.of(point.value(name));
        };
    }

    private T power(Node.Pow p) {
        if (p.base() instanceof Node.Sym s && s.name().equals("e")) {
            return k.exp(of(p.exponent()));
        }
        T base = of(p.base());
        Rational e = Symbols.any(p.exponent(), n -> n instanceof Node.Fn) ? null : exact.of(p.exponent());
        if (e != null && e.isInteger() && e.num().bitLength() <= 12) {
            return whole(base, e.num());
        }
        if (e != null
                && e.den().testBit(0)
                && !e.isInteger()
                && k.isReal(base)
                && k.re(base) < 0
                && !Symbols.hasVariables(p.exponent())) {
            T v = k.exp(k.multiply(k.ln(k.negate(base)), k.of(e)));
            return e.num().testBit(0) ? k.negate(v) : v;
        }
        T exponent = e != null ? k.of(e) : of(p.exponent());
        if (k.re(base) == 0 && k.im(base) == 0 && k.re(k.abs(base)) == 0) {
            if (k.re(exponent) > 0) {
                return base;
            }
            throw new ArithmeticException("zero to such a power");
        }
        return k.exp(k.multiply(k.ln(base), exponent));
    }

    private T whole(T base, BigInteger exponent) {
        int n = Math.abs(exponent.intValueExact());
        T result = k.of(Rational.ONE);
        T square = base;
        for (int m = n; m > 0; m >>= 1) {
            if ((m & 1) == 1) {
                result = k.multiply(result, square);
            }
            square = m > 1 ? k.multiply(square, square) : square;
        }
        return exponent.signum() < 0 ? k.divide(k.of(Rational.ONE), result) : result;
    }

    private T function(Node.Fn f) {
        String name = f.name();
        if (name.startsWith("!")
                || name.equals("binom")
                || name.equals("gcd")
                || name.equals("lcm")
                || name.equals("mod")) {
            Rational v = f.args().stream().anyMatch(a -> a instanceof Node.Seq) ? null : exact.of(f);
            if (v != null) {
                return k.of(v);
            }
        }
        List<T> args = f.args().stream().map(this::of).toList();
        T special = special(name, args);
        if (special != null) {
            return special;
        }
        if (args.size() == 1 && Functions.KNOWN.contains(name)) {
            return Functions.apply(name, k, args.get(0));
        }
        return Functions.unknown(name, k, args);
    }

    private @Nullable T special(String name, List<T> args) {
        if (args.isEmpty()) {
            return null;
        }
        T a = args.get(0);
        if (args.size() == 1) {
            return switch (name) {
                case "log" -> reading.decimalLog() ? k.divide(k.ln(a), k.ln(k.of(Rational.TEN))) : k.ln(a);
                case "cbrt" -> root(a, k.of(Rational.of(3)));
                default -> null;
            };
        }
        if (args.size() == 2) {
            T b = args.get(1);
            return switch (name) {
                case "mixed" -> k.add(a, b);
                case "log" -> k.divide(k.ln(a), k.ln(b));
                case "root" -> root(a, b);
                case "binom" -> binomial(a, b);
                case "max", "min" -> extreme(name, args);
                default -> null;
            };
        }
        return name.equals("max") || name.equals("min") ? extreme(name, args) : null;
    }

    private T extreme(String name, List<T> args) {
        T best = args.get(0);
        for (T v : args) {
            best = name.equals("max") == k.re(v) > k.re(best) ? v : best;
        }
        return best;
    }

    private T binomial(T a, T b) {
        T one = k.of(Rational.ONE);
        T bottom = k.multiply(k.gamma(k.add(b, one)), k.gamma(k.add(k.subtract(a, b), one)));
        return k.divide(k.gamma(k.add(a, one)), bottom);
    }

    private T root(T a, T n) {
        double index = k.re(n);
        T inverse = k.divide(k.of(Rational.ONE), n);
        if (k.re(a) == 0 && k.im(a) == 0) {
            return a;
        }
        if (k.isReal(a) && k.re(a) < 0 && index == Math.rint(index) && ((long) index & 1) == 1) {
            return k.negate(k.exp(k.multiply(k.ln(k.negate(a)), inverse)));
        }
        return k.exp(k.multiply(k.ln(a), inverse));
    }
}
