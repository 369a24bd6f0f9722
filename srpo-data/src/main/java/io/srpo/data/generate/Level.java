package io.srpo.data.generate;

import io.srpo.core.SrpoException;
import java.util.Locale;

/** How hard a generated problem is. */
public enum Level {
    /** Math: sums and differences of one-digit numbers. Code: one operator. Countdown: three numbers. */
    EASY,
    /** Math: two-digit with one-digit numbers, small products, three small numbers. Code: two operators or one condition. Countdown: four numbers. */
    MEDIUM,
    /** Math: two-digit numbers with carries, products, two-step stories. Code: strings, lists, two conditions. Countdown: six numbers. */
    HARD;

    /** The name in files and on the command line. */
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** @throws SrpoException (usage) when there is no such level */
    public static Level of(String label) {
        for (Level level : values()) {
            if (level.label().equals(label)) {
                return level;
            }
        }
        throw SrpoException.usage("unknown level \"" + label + "\"; use easy, medium or hard");
    }
}
