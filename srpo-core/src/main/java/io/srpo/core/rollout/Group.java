package io.srpo.core.rollout;

import java.util.List;

/**
 * All answers to one prompt in one step.
 *
 * @param promptTokens token ids of the prompt's text
 * @param rollouts in the order of their sample index
 */
public record Group(Prompt prompt, int[] promptTokens, List<Rollout> rollouts) {
    public Group {
        rollouts = List.copyOf(rollouts);
    }
}
