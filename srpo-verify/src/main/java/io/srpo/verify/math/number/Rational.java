package io.srpo.verify.math.number;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.MathContext;
import org.jspecify.annotations.Nullable;

/**
 * An exact fraction in lowest terms.
 *
 * @param num numerator, carries the sign
 * @param den denominator, above 0
 */
public record Rational(BigInteger num, BigInteger den) implements Comparable<Rational> {
    /** Numbers beyond this many bits are not worked out exactly. */
    public static final int MAX_BITS = 1 << 17;

    public static final Rational ZERO = new Rational(BigInteger.ZERO, BigInteger.ONE);
    public static final Rational ONE = of(1);
    public static final Rational TEN = of(10);

    public static Rational of(long value) {
        return new Rational(BigInteger.valueOf(value), BigInteger.ONE);
    }

    public static Rational of(BigInteger value) {
        return new Rational(value, BigInteger.ONE);
    }

    public static Rational of(long num, long den) {
        return of(BigInteger.valueOf(num), BigInteger.valueOf(den));
    }

    /** @throws ArithmeticException when {@code den} is 0 */
    public static Rational of(BigInteger num, BigInteger den) {
        if (den.signum() == 0) {
            throw new ArithmeticException("division by zero");
        }
        if (num.bitLength() > MAX_BITS || den.bitLength() > MAX_BITS) {
            throw new TooHardException("number too large");
        }
        if (den.equals(BigInteger.ONE)) {
            return new Rational(num, den);
        }
        BigInteger g = num.gcd(den);
        if (den.signum() < 0) {
            g = g.negate();
        }
        return g.equals(BigInteger.ONE) ? new Rational(num, den) : new Rational(num.divide(g), den.divide(g));
    }

    /** The value of plain decimal digits with at most one point: {@code 12}, {@code .5}, {@code 3.140}. */
    public static Rational ofDecimal(String digits) {
        int point = digits.indexOf('.');
        if (point < 0) {
            return of(new BigInteger(digits));
        }
        String fraction = digits.substring(point + 1);
        String whole = digits.substring(0, point) + fraction;
        return of(new BigInteger(whole.isEmpty() ? "0" : whole), BigInteger.TEN.pow(fraction.length()));
    }

    public Rational add(Rational o) {
        if (isInteger() && o.isInteger()) {
            return of(num.add(o.num), BigInteger.ONE);
        }
        return of(num.multiply(o.den).add(o.num.multiply(den)), den.multiply(o.den));
    }

    public Rational subtract(Rational o) {
        return add(o.negate());
    }

    public Rational multiply(Rational o) {
        return of(num.multiply(o.num), den.multiply(o.den));
    }

    /** @throws ArithmeticException when {@code o} is 0 */
    public Rational divide(Rational o) {
        return of(num.multiply(o.den), den.multiply(o.num));
    }

    public Rational negate() {
        return new Rational(num.negate(), den);
    }

    public Rational abs() {
        return num.signum() < 0 ? negate() : this;
    }

    /** This to an integer power, or null when the result would be too large to work out. */
    public @Nullable Rational power(BigInteger exponent) {
        if (exponent.bitLength() > 31) {
            return isUnit() ? (exponent.testBit(0) ? this : ONE) : null;
        }
        int n = exponent.intValueExact();
        int size = Math.max(num.bitLength(), den.bitLength());
        if (size > 1 && (long) size * Math.abs((long) n) > MAX_BITS) {
            return null;
        }
        int m = Math.abs(n);
        return n >= 0 ? of(num.pow(m), den.pow(m)) : of(den.pow(m), num.pow(m));
    }

    private boolean isUnit() {
        return num.abs().equals(BigInteger.ONE) && isInteger();
    }

    public boolean isInteger() {
        return den.equals(BigInteger.ONE);
    }

    public int signum() {
        return num.signum();
    }

    public BigInteger floor() {
        BigInteger[] q = num.divideAndRemainder(den);
        return q[1].signum() < 0 ? q[0].subtract(BigInteger.ONE) : q[0];
    }

    public double toDouble() {
        if (num.bitLength() < 53 && den.bitLength() < 53) {
            return num.doubleValue() / den.doubleValue();
        }
        return toBig(MathContext.DECIMAL64).doubleValue();
    }

    public BigDecimal toBig(MathContext context) {
        return new BigDecimal(num).divide(new BigDecimal(den), context);
    }

    @Override
    public int compareTo(Rational o) {
        return num.multiply(o.den).compareTo(o.num.multiply(den));
    }

    @Override
    public String toString() {
        return isInteger() ? num.toString() : num + "/" + den;
    }
}
