package io.srpo.engine.decoder;

/** A prompt computed once, for any number of answers. */
public final class DecodePrompt {
    final CachedTokens tokens;
    /** Logits of the first token after it. */
    final float[] logits;

    DecodePrompt(CachedTokens tokens, float[] logits) {
        this.tokens = tokens;
        this.logits = logits;
    }
}
