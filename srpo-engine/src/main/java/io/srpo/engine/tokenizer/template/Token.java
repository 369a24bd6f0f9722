package io.srpo.engine.tokenizer.template;

/**
 * A piece of a template.
 *
 * @param text of a NAME, an OPERATOR or a number as written; of TEXT and STRING with escapes and white space control done
 */
record Token(Kind kind, String text, int line) {
    enum Kind {
        TEXT,
        OUTPUT_BEGIN,
        OUTPUT_END,
        BLOCK_BEGIN,
        BLOCK_END,
        NAME,
        STRING,
        INTEGER,
        FLOAT,
        OPERATOR,
        END
    }

    boolean is(Kind wanted, String wantedText) {
        return kind == wanted && text.equals(wantedText);
    }
}
