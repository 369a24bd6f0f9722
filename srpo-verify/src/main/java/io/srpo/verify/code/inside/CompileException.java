package io.srpo.verify.code.inside;

/** The source does not compile; the message is one line for a person, with the line where it is known. */
final class CompileException extends Exception {
    private static final long serialVersionUID = 1L;

    CompileException(String message) {
        super(message);
    }
}
