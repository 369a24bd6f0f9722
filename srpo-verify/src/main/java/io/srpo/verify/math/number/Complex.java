package io.srpo.verify.math.number;

/**
 * The operations an expression is evaluated with; one set of formulas serves double and high precision.
 *
 * @param <T> a complex number
 */
public interface Complex<T> {
    T of(Rational value);

    T of(T re, T im);

    T pi();

    T add(T a, T b);

    T multiply(T a, T b);

    /** @throws ArithmeticException when {@code b} is zero */
    T divide(T a, T b);

    T exp(T a);

    /** Principal branch. @throws ArithmeticException at zero */
    T ln(T a);

    /** Principal branch. */
    T sqrt(T a);

    /** The real part, rounded to double. */
    double re(T a);

    /** The imaginary part, rounded to double. */
    double im(T a);

    /** Real part as a number of this kind. */
    T realPart(T a);

    /** Imaginary part as a number of this kind. */
    T imaginaryPart(T a);

    /** Modulus. */
    T abs(T a);

    /** Whether the imaginary part is nothing but rounding. */
    boolean isReal(T a);

    /** Gamma function of a real number. @throws UnsupportedOperationException where it is not offered */
    T gamma(T a);

    default T i() {
        return of(of(Rational.ZERO), of(Rational.ONE));
    }

    default T negate(T a) {
        return multiply(of(Rational.of(-1)), a);
    }

    default T subtract(T a, T b) {
        return add(a, negate(b));
    }
}
