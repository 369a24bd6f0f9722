package io.srpo.engine.decoder;

/** One answer being decoded: its prompt's keys and values, shared with others, and its own. */
public final class DecodeSequence {
    final DecodePrompt prompt;
    final CachedTokens own;

    DecodeSequence(DecodePrompt prompt, CachedTokens own) {
        this.prompt = prompt;
        this.own = own;
    }

    /** Tokens cached, the prompt's included: the next token's position. */
    int length() {
        return prompt.length + own.count();
    }

    /** Tokens that are attended to row by row, the new one not counted. */
    int apart() {
        return prompt.tokens.count() + own.count();
    }
}
