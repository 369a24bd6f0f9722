package io.srpo.train.loop;

import io.srpo.train.evaluate.Score;
import java.util.List;

/**
 * What a run came to.
 *
 * @param complete whether the plan's end was reached; otherwise {@code --resume} goes on
 * @param reason why it ended, for a person
 * @param stages one for each stage begun
 * @param before scores before training, one a set and domain
 * @param after scores of the newest evaluation; those before when there was none since
 */
public record Outcome(
        boolean complete,
        String reason,
        TrainState state,
        List<StageOutcome> stages,
        List<Score> before,
        List<Score> after) {
    public Outcome {
        stages = List.copyOf(stages);
        before = List.copyOf(before);
        after = List.copyOf(after);
    }
}
