package io.srpo.verify.math.parse;

/** The text is not math that the parser knows; it is then words. */
final class NotMathException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    NotMathException(String what) {
        super(what, null, false, false);
    }
}
