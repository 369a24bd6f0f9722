package io.srpo.verify.math.number;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.MathContext;
import java.math.RoundingMode;

/** Elementary functions of real numbers to about 60 digits, by argument reduction and power series. */
final class BigReal {
    static final MathContext CONTEXT = new MathContext(70, RoundingMode.HALF_EVEN);
    static final BigDecimal PI = new BigDecimal(
            "3.14159265358979323846264338327950288419716939937510582097494459230781640628620899862803482534211706798214808651");
    static final BigDecimal TWO_PI = PI.multiply(BigDecimal.valueOf(2));
    static final BigDecimal HALF_PI = PI.divide(BigDecimal.valueOf(2));
    private static final BigDecimal LN2 = new BigDecimal(
            "0.693147180559945309417232121458176568075500134360255254120680009493393621969694715605863326996418687");
    private static final BigDecimal LN10 = new BigDecimal(
            "2.302585092994045684017991454684364207601101488628772976033327900967572609677352480235997205089598298341967784042");
    private static final BigDecimal TINY = new BigDecimal("1e-72");
    private static final BigDecimal LARGEST = new BigDecimal("1e8");

    private BigReal() {}

    static BigDecimal exp(BigDecimal x) {
        if (x.abs().compareTo(LARGEST) > 0) {
            throw new TooHardException("exponential too large");
        }
        if (x.signum() == 0) {
            return BigDecimal.ONE;
        }
        BigInteger k =
                x.divide(LN2, CONTEXT).setScale(0, RoundingMode.HALF_EVEN).toBigInteger();
        BigDecimal r = x.subtract(LN2.multiply(new BigDecimal(k))).divide(BigDecimal.valueOf(256), CONTEXT);
        BigDecimal sum = BigDecimal.ONE;
        BigDecimal term = BigDecimal.ONE;
        for (int n = 1; n < 60; n++) {
            term = term.multiply(r, CONTEXT).divide(BigDecimal.valueOf(n), CONTEXT);
            if (term.abs().compareTo(TINY) < 0) {
                break;
            }
            sum = sum.add(term, CONTEXT);
        }
        for (int n = 0; n < 8; n++) {
            sum = sum.multiply(sum, CONTEXT);
        }
        int power = k.intValueExact();
        BigDecimal two = BigDecimal.valueOf(2).pow(Math.abs(power), CONTEXT);
        return power >= 0 ? sum.multiply(two, CONTEXT) : sum.divide(two, CONTEXT);
    }

    /** Natural logarithm of a number above 0: Newton steps on {@link #exp} from the double estimate. */
    static BigDecimal ln(BigDecimal x) {
        int shift = x.precision() - x.scale();
        BigDecimal m = x.scaleByPowerOfTen(-shift);
        BigDecimal y = new BigDecimal(Math.log(m.doubleValue()));
        for (int n = 0; n < 2; n++) {
            BigDecimal e = exp(y);
            // Halley: cubic, so 16 digits become 48 and then more than are kept
            y = y.add(BigDecimal.valueOf(2).multiply(m.subtract(e)).divide(m.add(e), CONTEXT), CONTEXT);
        }
        return y.add(LN10.multiply(BigDecimal.valueOf(shift)), CONTEXT);
    }

    static BigDecimal sqrt(BigDecimal x) {
        return x.signum() == 0 ? BigDecimal.ZERO : x.sqrt(CONTEXT);
    }

    /** {cos x, sin x}. */
    static BigDecimal[] cosSin(BigDecimal x) {
        if (x.abs().compareTo(new BigDecimal("1e20")) > 0) {
            throw new TooHardException("angle too large");
        }
        BigDecimal turns = x.divide(TWO_PI, CONTEXT).setScale(0, RoundingMode.HALF_EVEN);
        BigDecimal r = x.subtract(TWO_PI.multiply(turns)).divide(BigDecimal.valueOf(32), CONTEXT);
        BigDecimal square = r.multiply(r, CONTEXT);
        BigDecimal cos = BigDecimal.ONE;
        BigDecimal sin = r;
        BigDecimal c = BigDecimal.ONE;
        BigDecimal s = r;
        for (int n = 1; n < 60; n++) {
            c = c.multiply(square, CONTEXT).divide(BigDecimal.valueOf(-(2L * n - 1) * (2L * n)), CONTEXT);
            s = s.multiply(square, CONTEXT).divide(BigDecimal.valueOf(-(2L * n) * (2L * n + 1)), CONTEXT);
            cos = cos.add(c, CONTEXT);
            sin = sin.add(s, CONTEXT);
            if (c.abs().compareTo(TINY) < 0) {
                break;
            }
        }
        for (int n = 0; n < 5; n++) {
            BigDecimal doubled = BigDecimal.valueOf(2).multiply(sin).multiply(cos, CONTEXT);
            cos = cos.multiply(cos, CONTEXT).subtract(sin.multiply(sin, CONTEXT), CONTEXT);
            sin = doubled;
        }
        return new BigDecimal[] {cos, sin};
    }

    /** The angle of (x, y), in (-pi, pi]: Newton steps from the double estimate. */
    static BigDecimal atan2(BigDecimal y, BigDecimal x) {
        if (y.signum() == 0) {
            return x.signum() < 0 ? PI.round(CONTEXT) : BigDecimal.ZERO;
        }
        BigDecimal r = sqrt(x.multiply(x, CONTEXT).add(y.multiply(y, CONTEXT), CONTEXT));
        BigDecimal c = x.divide(r, CONTEXT);
        BigDecimal s = y.divide(r, CONTEXT);
        BigDecimal angle = new BigDecimal(Math.atan2(s.doubleValue(), c.doubleValue()));
        for (int n = 0; n < 2; n++) {
            BigDecimal[] at = cosSin(angle);
            BigDecimal sine = s.multiply(at[0], CONTEXT).subtract(c.multiply(at[1], CONTEXT), CONTEXT);
            // asin of a small number, to third order
            BigDecimal cube = sine.multiply(sine, CONTEXT).multiply(sine, CONTEXT);
            angle = angle.add(sine, CONTEXT).add(cube.divide(BigDecimal.valueOf(6), CONTEXT), CONTEXT);
        }
        return angle;
    }
}
