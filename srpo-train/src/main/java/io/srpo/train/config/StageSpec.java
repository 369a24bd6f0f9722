package io.srpo.train.config;

import io.srpo.core.stage.Stage;
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

    /** The same with another end. */
    public StageSpec withUntil(UntilSpec end) {
        return new StageSpec(name, data, end, maxTokens, temperature, selection);
    }

    /** The stage as the core's plan holds it; its sources are named by their files. */
    public Stage stage(RolloutSpec rollout) {
        return new Stage(
                name,
                data.stream()
                        .map(d -> new Stage.DataRef(d.file().toString(), d.weight()))
                        .toList(),
                maxTokens == null && temperature == null ? null : rollout.sampling(this),
                selection == null ? null : selection.policy(),
                until.rule());
    }
}
