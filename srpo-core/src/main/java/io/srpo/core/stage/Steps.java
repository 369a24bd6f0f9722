package io.srpo.core.stage;

import java.util.Optional;

/**
 * {@code steps: N}: after N steps in the stage.
 *
 * @param count at least 1
 */
public record Steps(int count) implements EndRule {
    public Steps {
        EndRule.require(count >= 1, "steps must be at least 1, not " + count);
    }

    @Override
    public Optional<String> endedBy(StageProgress progress) {
        return progress.steps() < count
                ? Optional.empty()
                : Optional.of("steps: " + progress.steps() + " of " + count + " steps are done");
    }
}
