package io.srpo.core.stage;

import io.srpo.core.SrpoException;
import java.util.Optional;
import java.util.Set;

/**
 * When a stage ends. The paper switches "once the reasoning foundation stands" and gives no number; all these rules are ours. One rule a
 * file; immutable, pure.
 */
public sealed interface EndRule permits AllOf, AnyOf, ByHand, Epochs, Exhausted, Plateau, Steps, ValueReached {
    /**
     * Why the stage has ended, in plain words that begin with the rule's name in configuration and a colon ("steps: 400 of 400 steps
     * are done"); empty while it goes on.
     */
    Optional<String> endedBy(StageProgress progress);

    /** Names of the metrics that the rule looks at. */
    default Set<String> metrics() {
        return Set.of();
    }

    /** The rule's name out of what {@link #endedBy} said: {@code plateau}. */
    static String name(String endedBy) {
        int colon = endedBy.indexOf(':');
        return colon < 0 ? endedBy : endedBy.substring(0, colon);
    }

    /** @throws SrpoException (input) unless it holds */
    static void require(boolean holds, String message) {
        if (!holds) {
            throw SrpoException.input("stages: until: " + message);
        }
    }
}
