package io.srpo.engine.tokenizer.template;

/** The two values that are no value: Python's None, and Jinja's undefined, which prints as nothing. */
enum Missing {
    NONE,
    UNDEFINED
}
