package io.srpo.verify.math.compare;

import io.srpo.verify.math.number.Complex;
import io.srpo.verify.math.number.Rational;
import java.util.List;
import java.util.Set;

/** The named functions, from exp, ln and sqrt. */
final class Functions {
    static final Set<String> KNOWN = Set.of(
            "sin",
            "cos",
            "tan",
            "cot",
            "sec",
            "csc",
            "arcsin",
            "arccos",
            "arctan",
            "arccot",
            "arcsec",
            "arccsc",
            "asin",
            "acos",
            "atan",
            "sinh",
            "cosh",
            "tanh",
            "coth",
            "sech",
            "csch",
            "arsinh",
            "arcosh",
            "artanh",
            "arcsinh",
            "arccosh",
            "arctanh",
            "ln",
            "log",
            "lg",
            "exp",
            "sqrt",
            "cbrt",
            "root",
            "abs",
            "floor",
            "ceil",
            "!",
            "!!",
            "binom",
            "mixed",
            "gcd",
            "lcm",
            "max",
            "min",
            "mod",
            "Re",
            "Im",
            "arg",
            "sgn",
            "sign",
            "cis",
            "overline",
            "Gamma",
            "factorial");

    private Functions() {}

    /**
     * The value of a named function of one argument.
     *
     * @throws NotNumericException when the name is not one of them
     */
    static <T> T apply(String name, Complex<T> k, T x) {
        return switch (name) {
            case "exp" -> k.exp(x);
            case "ln" -> k.ln(x);
            case "lg" -> k.divide(k.ln(x), k.ln(k.of(Rational.TEN)));
            case "sqrt" -> k.sqrt(x);
            case "sin" -> sin(k, x);
            case "cos" -> cos(k, x);
            case "tan" -> k.divide(sin(k, x), cos(k, x));
            case "cot" -> k.divide(cos(k, x), sin(k, x));
            case "sec" -> k.divide(one(k), cos(k, x));
            case "csc" -> k.divide(one(k), sin(k, x));
            case "cis" -> k.exp(k.multiply(k.i(), x));
            case "arcsin", "asin" -> arcsin(k, x);
            case "arccos", "acos" -> k.subtract(half(k, k.pi()), arcsin(k, x));
            case "arctan", "atan" -> arctan(k, x);
            case "arccot" -> k.subtract(half(k, k.pi()), arctan(k, x));
            case "arcsec" -> k.subtract(half(k, k.pi()), arcsin(k, k.divide(one(k), x)));
            case "arccsc" -> arcsin(k, k.divide(one(k), x));
            case "sinh" -> half(k, k.subtract(k.exp(x), k.exp(k.negate(x))));
            case "cosh" -> half(k, k.add(k.exp(x), k.exp(k.negate(x))));
            case "tanh" -> k.divide(apply("sinh", k, x), apply("cosh", k, x));
            case "coth" -> k.divide(apply("cosh", k, x), apply("sinh", k, x));
            case "sech" -> k.divide(one(k), apply("cosh", k, x));
            case "csch" -> k.divide(one(k), apply("sinh", k, x));
            case "arsinh", "arcsinh" -> k.ln(k.add(x, k.sqrt(k.add(k.multiply(x, x), one(k)))));
            case "arcosh", "arccosh" -> k.ln(k.add(x, k.sqrt(k.subtract(k.multiply(x, x), one(k)))));
            case "artanh", "arctanh" -> half(k, k.ln(k.divide(k.add(one(k), x), k.subtract(one(k), x))));
            case "abs" -> k.abs(x);
            case "Re" -> k.realPart(x);
            case "Im" -> k.imaginaryPart(x);
            case "overline" -> k.of(k.realPart(x), k.negate(k.imaginaryPart(x)));
            case "arg" -> k.imaginaryPart(k.ln(x));
            case "sgn", "sign" -> k.of(Rational.of((long) Math.signum(k.re(x))));
            case "!", "factorial" -> k.gamma(k.add(x, one(k)));
            case "Gamma" -> k.gamma(x);
            case "floor" -> k.of(Rational.of((long) Math.floor(whole(k.re(x)))));
            case "ceil" -> k.of(Rational.of((long) Math.ceil(whole(k.re(x)))));
            default -> throw new NotNumericException(name);
        };
    }

    /** A number that rounding has left a hair from an integer, as that integer. */
    private static double whole(double x) {
        double r = Math.rint(x);
        return Math.abs(x - r) < 1e-9 ? r : x;
    }

    /** A function nobody has defined: some smooth function of its arguments, another for each name. */
    static <T> T unknown(String name, Complex<T> k, List<T> args) {
        Point constants = new Point(77, Point.Kind.POSITIVE);
        T sum = k.of(constants.value(name));
        for (int n = 0; n < args.size(); n++) {
            sum = k.add(sum, k.multiply(args.get(n), k.of(constants.value(name + "#" + n))));
        }
        return k.add(sin(k, sum), k.of(Rational.of(2)));
    }

    private static <T> T one(Complex<T> k) {
        return k.of(Rational.ONE);
    }

    private static <T> T half(Complex<T> k, T x) {
        return k.multiply(k.of(Rational.of(1, 2)), x);
    }

    private static <T> T cos(Complex<T> k, T x) {
        T ix = k.multiply(k.i(), x);
        T v = half(k, k.add(k.exp(ix), k.exp(k.negate(ix))));
        return k.isReal(x) ? k.realPart(v) : v;
    }

    private static <T> T sin(Complex<T> k, T x) {
        T ix = k.multiply(k.i(), x);
        T v = k.divide(half(k, k.subtract(k.exp(ix), k.exp(k.negate(ix)))), k.i());
        return k.isReal(x) ? k.realPart(v) : v;
    }

    private static <T> T arcsin(Complex<T> k, T x) {
        T root = k.sqrt(k.subtract(one(k), k.multiply(x, x)));
        T v = k.divide(k.ln(k.add(k.multiply(k.i(), x), root)), k.i());
        return k.isReal(x) && Math.abs(k.re(x)) <= 1 ? k.realPart(v) : v;
    }

    private static <T> T arctan(Complex<T> k, T x) {
        T ix = k.multiply(k.i(), x);
        T v = half(k, k.divide(k.subtract(k.ln(k.add(one(k), ix)), k.ln(k.subtract(one(k), ix))), k.i()));
        return k.isReal(x) ? k.realPart(v) : v;
    }
}
