package io.srpo.core.stage;

import java.util.Optional;

/** {@code exhausted}: no prompt is left in the pool. Every stage has this rule, named or not. */
public record Exhausted() implements EndRule {
    @Override
    public Optional<String> endedBy(StageProgress progress) {
        return progress.poolSize() > 0 ? Optional.empty() : Optional.of("exhausted: no prompt is left in the pool");
    }
}
