package io.srpo.verify.math.number;

import java.math.BigDecimal;
import java.math.MathContext;

/** Complex numbers to about 60 digits: settles what double precision cannot tell apart. */
public final class BigComplex implements Complex<BigComplex.Z> {
    private static final MathContext CONTEXT = BigReal.CONTEXT;
    private static final BigDecimal NOISE = new BigDecimal("1e-50");

    private final Budget budget;

    /** A complex number of high precision. */
    public record Z(BigDecimal re, BigDecimal im) {}

    public BigComplex(Budget budget) {
        this.budget = budget;
    }

    @Override
    public Z of(Rational value) {
        return new Z(value.toBig(CONTEXT), BigDecimal.ZERO);
    }

    @Override
    public Z of(Z re, Z im) {
        return new Z(re.re, im.re);
    }

    @Override
    public Z pi() {
        return new Z(BigReal.PI, BigDecimal.ZERO);
    }

    @Override
    public Z add(Z a, Z b) {
        return new Z(a.re.add(b.re, CONTEXT), a.im.add(b.im, CONTEXT));
    }

    @Override
    public Z negate(Z a) {
        return new Z(a.re.negate(), a.im.negate());
    }

    @Override
    public Z multiply(Z a, Z b) {
        budget.step();
        if (a.im.signum() == 0 && b.im.signum() == 0) {
            return new Z(a.re.multiply(b.re, CONTEXT), BigDecimal.ZERO);
        }
        return new Z(
                a.re.multiply(b.re, CONTEXT).subtract(a.im.multiply(b.im, CONTEXT), CONTEXT),
                a.re.multiply(b.im, CONTEXT).add(a.im.multiply(b.re, CONTEXT), CONTEXT));
    }

    @Override
    public Z divide(Z a, Z b) {
        budget.step();
        if (b.im.signum() == 0) {
            return new Z(a.re.divide(b.re, CONTEXT), a.im.divide(b.re, CONTEXT));
        }
        BigDecimal n = b.re.multiply(b.re, CONTEXT).add(b.im.multiply(b.im, CONTEXT), CONTEXT);
        Z p = multiply(a, new Z(b.re, b.im.negate()));
        return new Z(p.re.divide(n, CONTEXT), p.im.divide(n, CONTEXT));
    }

    @Override
    public Z exp(Z a) {
        budget.step(32);
        BigDecimal m = BigReal.exp(a.re);
        if (a.im.signum() == 0) {
            return new Z(m, BigDecimal.ZERO);
        }
        BigDecimal[] at = BigReal.cosSin(a.im);
        return new Z(m.multiply(at[0], CONTEXT), m.multiply(at[1], CONTEXT));
    }

    @Override
    public Z ln(Z a) {
        budget.step(64);
        if (a.re.signum() == 0 && a.im.signum() == 0) {
            throw new ArithmeticException("logarithm of zero");
        }
        if (a.im.signum() == 0) {
            return new Z(BigReal.ln(a.re.abs()), a.re.signum() > 0 ? BigDecimal.ZERO : BigReal.PI);
        }
        return new Z(BigReal.ln(abs(a).re), BigReal.atan2(a.im, a.re));
    }

    @Override
    public Z sqrt(Z a) {
        budget.step(16);
        if (a.im.signum() == 0) {
            BigDecimal root = BigReal.sqrt(a.re.abs());
            return a.re.signum() >= 0 ? new Z(root, BigDecimal.ZERO) : new Z(BigDecimal.ZERO, root);
        }
        BigDecimal m = abs(a).re;
        BigDecimal two = BigDecimal.valueOf(2);
        BigDecimal re = BigReal.sqrt(m.add(a.re, CONTEXT).max(BigDecimal.ZERO).divide(two, CONTEXT));
        BigDecimal im =
                BigReal.sqrt(m.subtract(a.re, CONTEXT).max(BigDecimal.ZERO).divide(two, CONTEXT));
        return new Z(re, a.im.signum() < 0 ? im.negate() : im);
    }

    @Override
    public double re(Z a) {
        return a.re.doubleValue();
    }

    @Override
    public double im(Z a) {
        return a.im.doubleValue();
    }

    @Override
    public Z realPart(Z a) {
        return new Z(a.re, BigDecimal.ZERO);
    }

    @Override
    public Z imaginaryPart(Z a) {
        return new Z(a.im, BigDecimal.ZERO);
    }

    @Override
    public Z abs(Z a) {
        if (a.im.signum() == 0) {
            return new Z(a.re.abs(), BigDecimal.ZERO);
        }
        BigDecimal square = a.re.multiply(a.re, CONTEXT).add(a.im.multiply(a.im, CONTEXT), CONTEXT);
        return new Z(BigReal.sqrt(square), BigDecimal.ZERO);
    }

    @Override
    public boolean isReal(Z a) {
        return a.im.signum() == 0 || a.im.abs().compareTo(a.re.abs().multiply(NOISE, CONTEXT)) <= 0;
    }

    @Override
    public Z gamma(Z a) {
        throw new UnsupportedOperationException("gamma function in high precision");
    }

    /** Whether two values agree to about 40 digits, relative to the larger one, or are both nothing but rounding. */
    public boolean same(Z a, Z b) {
        BigDecimal size = abs(a).re.max(abs(b).re);
        BigDecimal gap = abs(subtract(a, b)).re;
        return gap.compareTo(size.multiply(new BigDecimal("1e-40"), CONTEXT)) <= 0
                || size.compareTo(new BigDecimal("1e-55")) <= 0;
    }
}
