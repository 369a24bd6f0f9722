package io.srpo.verify.math.second;

/** What the second verifier says of a pair. */
public enum Opinion {
    EQUAL,
    DIFFERENT,
    /** It cannot read one of the sides: words, relations, matrices, anything it does not know. */
    NONE
}
