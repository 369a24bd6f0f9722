package io.srpo.cli.machine;

import io.srpo.verify.sandbox.WallReport.Attempt;
import java.util.List;

/**
 * One thing that doctor looked at.
 *
 * @param what two words at most
 * @param found what is here
 * @param means what that allows, or how to mend it
 * @param tried attempts to break it, for a wall of the sandbox
 */
record Finding(String what, State state, String found, String means, List<Attempt> tried) {
    Finding(String what, State state, String found, String means) {
        this(what, state, found, means, List.of());
    }

    /** How good it is. */
    enum State {
        OK,
        /** Works, with a limit that {@code means} names. */
        LIMITED,
        /** Something cannot be done here. */
        MISSING
    }
}
