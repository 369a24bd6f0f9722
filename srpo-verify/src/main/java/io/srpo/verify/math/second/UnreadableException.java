package io.srpo.verify.math.second;

/** The text is outside what the second verifier reads. */
final class UnreadableException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    UnreadableException(String what) {
        super(what, null, false, false);
    }
}
