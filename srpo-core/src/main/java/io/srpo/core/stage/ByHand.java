package io.srpo.core.stage;

import java.util.Optional;

/** {@code byHand}: someone asked for the next stage. Every stage has this rule, named or not; how one asks is the trainer's matter. */
public record ByHand() implements EndRule {
    @Override
    public Optional<String> endedBy(StageProgress progress) {
        return progress.byHand() ? Optional.of("byHand: ended by hand") : Optional.empty();
    }
}
