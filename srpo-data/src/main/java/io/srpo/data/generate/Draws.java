package io.srpo.data.generate;

import io.srpo.core.rollout.RandomStream;
import java.util.List;

/** Small draws. */
final class Draws {
    private Draws() {}

    /** Uniform from {@code low} to {@code high}, both included. */
    static int between(RandomStream random, int low, int high) {
        return low + random.nextInt(high - low + 1);
    }

    static <T> T oneOf(RandomStream random, List<T> choices) {
        return choices.get(random.nextInt(choices.size()));
    }
}
