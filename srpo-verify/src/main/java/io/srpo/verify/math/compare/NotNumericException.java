package io.srpo.verify.math.compare;

/** The tree has no value: words, sets, infinity. */
final class NotNumericException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    NotNumericException(String what) {
        super(what, null, false, false);
    }
}
