package io.srpo.train.config;

import io.srpo.core.SrpoException;
import io.srpo.core.history.ResamplingOptions;
import io.srpo.core.selection.HistoryResamplingSelection;
import io.srpo.core.selection.SelectionPolicy;
import io.srpo.core.selection.UniformSelection;
import org.jspecify.annotations.Nullable;

/**
 * Which prompts a step takes.
 *
 * @param policy {@code history-resampling} (SRPO's) or {@code uniform}; the rest is read by the first only
 * @param solvedAt share of right answers in an epoch from which a prompt is dropped
 * @param dropAllWrong whether prompts without one right answer are dropped too
 * @param minRollouts judged answers that an epoch must have of a prompt before it may be dropped
 * @param review when dropped prompts come back; null for never
 */
public record SelectionSpec(
        String policy,
        double solvedAt,
        boolean dropAllWrong,
        int minRollouts,
        ResamplingOptions.@Nullable Review review) {
    /** The policy itself. */
    public SelectionPolicy build() {
        return switch (policy) {
            case HistoryResamplingSelection.NAME ->
                new HistoryResamplingSelection(new ResamplingOptions(solvedAt, dropAllWrong, minRollouts, review));
            case UniformSelection.NAME -> new UniformSelection();
            default -> throw SrpoException.input("selection.policy: unknown value \"" + policy + "\"");
        };
    }
}
