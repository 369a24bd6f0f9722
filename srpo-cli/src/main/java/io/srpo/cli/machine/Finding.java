package io.srpo.cli.machine;

/**
 * One thing that doctor looked at.
 *
 * @param what two words at most
 * @param found what is here
 * @param means what that allows, or how to mend it
 */
record Finding(String what, State state, String found, String means) {
    /** How good it is. */
    enum State {
        OK,
        /** Works, with a limit that {@code means} names. */
        LIMITED,
        /** Something cannot be done here. */
        MISSING
    }
}
