package io.srpo.engine.tokenizer.template;

/** What went wrong while rendering; {@link Template} adds the line and makes it the product's exception. */
final class TemplateError extends RuntimeException {
    private static final long serialVersionUID = 1L;

    TemplateError(String what) {
        super(what);
    }
}
