package io.srpo.verify.countdown;

import java.math.BigInteger;

/**
 * An exact rational number in lowest terms.
 *
 * @param below above 0
 */
record Fraction(BigInteger above, BigInteger below) {
    Fraction {
        BigInteger common = above.gcd(below);
        if (below.signum() < 0) {
            common = common.negate();
        }
        above = above.divide(common);
        below = below.divide(common);
    }

    static Fraction of(long whole) {
        return new Fraction(BigInteger.valueOf(whole), BigInteger.ONE);
    }

    Fraction plus(Fraction other) {
        return new Fraction(above.multiply(other.below).add(other.above.multiply(below)), below.multiply(other.below));
    }

    Fraction minus(Fraction other) {
        return plus(new Fraction(other.above.negate(), other.below));
    }

    Fraction times(Fraction other) {
        return new Fraction(above.multiply(other.above), below.multiply(other.below));
    }

    Fraction over(Fraction other) throws NotAnExpressionException {
        if (other.above.signum() == 0) {
            throw new NotAnExpressionException("divides by zero");
        }
        return new Fraction(above.multiply(other.below), below.multiply(other.above));
    }

    @Override
    public String toString() {
        return below.equals(BigInteger.ONE) ? above.toString() : above + "/" + below;
    }
}
