package io.srpo.data.generate;

/** How a text for supervised training answers its problem. */
public enum Style {
    /** Works step by step; right. */
    CAREFUL,
    /** Works step by step with one mistake; wrong. */
    SLIP,
    /** Answers at once; mostly wrong. */
    HASTY
}
