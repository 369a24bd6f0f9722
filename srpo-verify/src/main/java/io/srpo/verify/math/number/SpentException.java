package io.srpo.verify.math.number;

/** All that a pair may spend is spent: nothing more may be tried on it. */
public final class SpentException extends TooHardException {
    private static final long serialVersionUID = 1L;

    SpentException(String limit) {
        super(limit);
    }
}
