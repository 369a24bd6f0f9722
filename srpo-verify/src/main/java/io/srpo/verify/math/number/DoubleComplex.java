package io.srpo.verify.math.number;

/** Complex numbers in double precision: quick, and enough to tell most unequal pairs apart. */
public final class DoubleComplex implements Complex<DoubleComplex.Z> {
    public static final DoubleComplex INSTANCE = new DoubleComplex();

    private static final double[] LANCZOS = {
        0.9999999999998099,
        676.5203681218851,
        -1259.1392167224028,
        771.3234287776531,
        -176.6150291621406,
        12.507343278686905,
        -0.13857109526572012,
        9.984369578019572e-6,
        1.5056327351493116e-7
    };

    /** A complex double. */
    public record Z(double re, double im) {}

    private DoubleComplex() {}

    @Override
    public Z of(Rational value) {
        return new Z(value.toDouble(), 0);
    }

    @Override
    public Z of(Z re, Z im) {
        return new Z(re.re, im.re);
    }

    @Override
    public Z pi() {
        return new Z(Math.PI, 0);
    }

    @Override
    public Z add(Z a, Z b) {
        return new Z(a.re + b.re, a.im + b.im);
    }

    @Override
    public Z negate(Z a) {
        return new Z(-a.re, a.im == 0 ? 0 : -a.im);
    }

    @Override
    public Z multiply(Z a, Z b) {
        if (a.im == 0 && b.im == 0) {
            return new Z(a.re * b.re, 0);
        }
        return new Z(a.re * b.re - a.im * b.im, a.re * b.im + a.im * b.re);
    }

    @Override
    public Z divide(Z a, Z b) {
        double n = b.re * b.re + b.im * b.im;
        if (b.re == 0 && b.im == 0) {
            throw new ArithmeticException("division by zero");
        }
        if (b.im == 0) {
            return new Z(a.re / b.re, a.im / b.re);
        }
        return new Z((a.re * b.re + a.im * b.im) / n, (a.im * b.re - a.re * b.im) / n);
    }

    @Override
    public Z exp(Z a) {
        double m = Math.exp(a.re);
        return a.im == 0 ? new Z(m, 0) : new Z(m * Math.cos(a.im), m * Math.sin(a.im));
    }

    @Override
    public Z ln(Z a) {
        if (a.re == 0 && a.im == 0) {
            throw new ArithmeticException("logarithm of zero");
        }
        if (a.im == 0 && a.re > 0) {
            return new Z(Math.log(a.re), 0);
        }
        return new Z(Math.log(Math.hypot(a.re, a.im)), Math.atan2(a.im, a.re));
    }

    @Override
    public Z sqrt(Z a) {
        if (a.im == 0) {
            return a.re >= 0 ? new Z(Math.sqrt(a.re), 0) : new Z(0, Math.sqrt(-a.re));
        }
        double m = Math.hypot(a.re, a.im);
        return new Z(Math.sqrt((m + a.re) / 2), Math.copySign(Math.sqrt((m - a.re) / 2), a.im));
    }

    @Override
    public double re(Z a) {
        return a.re;
    }

    @Override
    public double im(Z a) {
        return a.im;
    }

    @Override
    public Z realPart(Z a) {
        return new Z(a.re, 0);
    }

    @Override
    public Z imaginaryPart(Z a) {
        return new Z(a.im, 0);
    }

    @Override
    public Z abs(Z a) {
        return new Z(a.im == 0 ? Math.abs(a.re) : Math.hypot(a.re, a.im), 0);
    }

    @Override
    public boolean isReal(Z a) {
        return Math.abs(a.im) <= 1e-11 * Math.max(1e-300, Math.abs(a.re));
    }

    @Override
    public Z gamma(Z a) {
        return new Z(gamma(a.re), 0);
    }

    private static double gamma(double x) {
        if (x < 0.5) {
            return Math.PI / (Math.sin(Math.PI * x) * gamma(1 - x));
        }
        double y = x - 1;
        double sum = LANCZOS[0];
        for (int k = 1; k < LANCZOS.length; k++) {
            sum += LANCZOS[k] / (y + k);
        }
        double t = y + 7.5;
        return Math.sqrt(2 * Math.PI) * Math.pow(t, y + 0.5) * Math.exp(-t) * sum;
    }
}
