package io.srpo.engine.decoder;

/** One answer being decoded: its prompt, shared with others, and its own keys and values at a place of the {@link KeyValueCache}. */
public final class DecodeSequence {
    final DecodePrompt prompt;
    private int place;
    private int own;

    DecodeSequence(DecodePrompt prompt, int place) {
        this.prompt = prompt;
        this.place = place;
    }

    /** Where it is among those being decoded, from 0 on; see {@link DecodeSession#closeRanks}. */
    public int place() {
        return place;
    }

    void place(int moved) {
        place = moved;
    }

    /** Tokens of its own that are cached. */
    int own() {
        return own;
    }

    /** One token more is cached in every layer. */
    void counted() {
        own++;
    }

    /** Tokens cached, the prompt's included: the next token's position. */
    int length() {
        return prompt.length + own;
    }
}
