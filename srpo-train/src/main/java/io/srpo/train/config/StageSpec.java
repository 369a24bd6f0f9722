package io.srpo.train.config;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One stage: its data, when it ends, and what it changes of the run's settings.
 *
 * @param maxTokens response limit of this stage; null keeps {@code rollout.maxTokens}
 * @param temperature null keeps {@code rollout.temperature}
 * @param selection null keeps the run's policy
 */
public record StageSpec(
        String name,
        List<DataSpec> data,
        UntilSpec until,
        @Nullable Integer maxTokens,
        @Nullable Double temperature,
        @Nullable SelectionSpec selection) {
    public StageSpec {
        data = List.copyOf(data);
    }
}
