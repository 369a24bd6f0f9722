package io.srpo.engine.rollout;

import io.srpo.core.rollout.SamplingSpec;
import java.util.List;
import java.util.Set;
import java.util.function.Function;

/** Whether an answer's newest token ends it: an end token, or one that completes a stop string. */
final class StopRule {
    private final Set<Integer> endTokens;
    private final List<String> strings;
    private final int window;
    private final Function<int[], String> decode;

    /** @param decode text of token ids, special tokens left in */
    StopRule(List<Integer> endTokens, SamplingSpec spec, Function<int[], String> decode) {
        this.endTokens = Set.copyOf(endTokens);
        this.strings = spec.stopStrings().stream().filter(s -> !s.isEmpty()).toList();
        this.decode = decode;
        // A token holds at least one byte and a char at most four, and a few tokens may hold no text at all.
        window = 8 + strings.stream().mapToInt(s -> 4 * s.length()).max().orElse(0);
    }

    boolean ends(Row row) {
        if (endTokens.contains(row.last())) {
            return true;
        }
        if (strings.isEmpty()) {
            return false;
        }
        String tail = decode.apply(row.newest(window));
        return strings.stream().anyMatch(tail::contains);
    }
}
