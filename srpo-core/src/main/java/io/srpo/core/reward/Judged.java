package io.srpo.core.reward;

import io.srpo.core.rollout.Group;
import io.srpo.core.rollout.Rollout;
import java.util.List;

/**
 * A group with what was found of each of its answers.
 *
 * @param answers one a rollout of the group, in its order
 */
public record Judged(Group group, List<Answer> answers) {
    public Judged {
        answers = List.copyOf(answers);
    }

    /** One rollout, whether it is right, and its reward. */
    public record Answer(Rollout rollout, Verdict verdict, Reward reward) {}
}
