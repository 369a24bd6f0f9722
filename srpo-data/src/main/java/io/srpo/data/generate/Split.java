package io.srpo.data.generate;

import io.srpo.core.SrpoException;
import java.util.Locale;

/** Which problems may be learned from. Decided by the problem's content alone, so the two never meet whatever seed, count or wording made them. */
public enum Split {
    TRAIN,
    HELD_OUT;

    /** One problem in so many is held out. */
    private static final int HELD_OUT_EVERY = 8;

    /** The name in files and on the command line: {@code train}, {@code held-out}. */
    public String label() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** @throws SrpoException (usage) when there is no such split */
    public static Split of(String label) {
        for (Split split : values()) {
            if (split.label().equals(label)) {
                return split;
            }
        }
        throw SrpoException.usage("unknown split \"" + label + "\"; use train or held-out");
    }

    /** @param canonical the problem's content, freed of wording: {@code 38+47} for both "47 + 38 = ?" and "What is 38 + 47?" */
    static Split ofContent(String canonical) {
        return Long.remainderUnsigned(ContentHash.of(canonical), HELD_OUT_EVERY) == 0 ? HELD_OUT : TRAIN;
    }
}
