package io.srpo.core.reward;

import java.util.List;

/** What a {@link Verifier} is too when its verdicts are dear and can be used again. Thread-safe. */
public interface VerdictMemory {
    /** Verdicts made since the last call that may be used again, ordered by key; each is given once. */
    List<KeptVerdict> takeNew();

    /** Takes verdicts over, the oldest first; those of another version are passed over. They are not given by {@link #takeNew}. */
    void remember(List<KeptVerdict> kept);
}
