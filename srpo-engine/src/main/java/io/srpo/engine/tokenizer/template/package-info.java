/**
 * A small interpreter for the part of Jinja2 that chat templates use, set up as transformers sets Jinja2 up: {@code trim_blocks}, {@code lstrip_blocks}, loop
 * controls, {@code raise_exception}. Not supported: include, import, extends, call and filter blocks, autoescape; a tuple is a list and prints as one. Lexer, parser and renderer are a file each; filters, tests and methods are tables.
 */
@NullMarked
package io.srpo.engine.tokenizer.template;

import org.jspecify.annotations.NullMarked;
