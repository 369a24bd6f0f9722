package io.srpo.verify.math.compare;

/** What is known of two things' equality. */
enum Same {
    YES,
    NO,
    UNKNOWN;

    static Same of(boolean same) {
        return same ? YES : NO;
    }
}
