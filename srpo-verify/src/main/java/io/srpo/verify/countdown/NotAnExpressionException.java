package io.srpo.verify.countdown;

/** Why an answer is no legal expression. Without a stack trace: models cause many. */
final class NotAnExpressionException extends Exception {
    private static final long serialVersionUID = 1L;

    private final String what;

    NotAnExpressionException(String what) {
        super(what, null, false, false);
        this.what = what;
    }

    String what() {
        return what;
    }
}
