package io.srpo.core.history;

import io.srpo.core.SrpoException;
import java.util.Locale;

/**
 * What was decided about one prompt, for the ledger and {@code ./srpo history}.
 *
 * @param epoch the epoch at whose end it was decided; for {@link Kind#JOINED}, {@link Kind#LEFT} and what carries over at a stage switch,
 *     the first epoch of the new stage
 * @param reason for a person: "all 8 rollouts were right"
 */
public record Decision(String taskId, int epoch, Kind kind, String reason) {
    /** What can happen to a prompt. */
    public enum Kind {
        /** It was active and stays so. */
        KEPT,
        /** It was active and is trained on no more. */
        DROPPED,
        /** It was dropped and is looked at again in the next epoch. */
        BROUGHT_BACK,
        /** It was under review, is solved no longer, and is active again. */
        RETURNED,
        /** It was under review and is dropped again; its wait begins anew. */
        DROPPED_AGAIN,
        /** It was under review but too little was seen of it; it keeps its turn: under review again if there is room, else dropped. */
        NOT_REVIEWED,
        /** It is new with a stage's data. */
        JOINED,
        /** It does not belong to the new stage's data. */
        LEFT;

        /** The name in ledger and output: {@code brought_back}. */
        public String label() {
            return name().toLowerCase(Locale.ROOT);
        }

        /** @throws SrpoException (input) when no kind has this label */
        public static Kind of(String label) {
            for (Kind kind : values()) {
                if (kind.label().equals(label)) {
                    return kind;
                }
            }
            throw SrpoException.input("unknown kind of decision \"" + label + "\" in the ledger");
        }
    }
}
