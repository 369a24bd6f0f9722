package io.srpo.core.stage;

import java.util.Optional;

/**
 * {@code epochs: N}: after N whole epochs in the stage.
 *
 * @param count at least 1
 */
public record Epochs(int count) implements EndRule {
    public Epochs {
        EndRule.require(count >= 1, "epochs must be at least 1, not " + count);
    }

    @Override
    public Optional<String> endedBy(StageProgress progress) {
        return progress.epochs() < count
                ? Optional.empty()
                : Optional.of("epochs: " + progress.epochs() + " of " + count + " epochs are done");
    }
}
