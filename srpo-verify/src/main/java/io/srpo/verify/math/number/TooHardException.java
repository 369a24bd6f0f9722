package io.srpo.verify.math.number;

/** A limit of time, size or nesting was met; the pair stays undecided. Carries no stack trace: it is thrown often on hostile input. */
public class TooHardException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public TooHardException(String limit) {
        super(limit, null, false, false);
    }
}
