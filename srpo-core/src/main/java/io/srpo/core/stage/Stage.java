package io.srpo.core.stage;

import io.srpo.core.SrpoException;
import io.srpo.core.rollout.SamplingSpec;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * One part of a run with its own data. Optimizer and history carry over from stage to stage (our decision).
 *
 * @param name unique within the run
 * @param data at least one source, each once
 * @param samplingOverride how this stage draws answers (response limit, temperature), or null for the run's way
 * @param selectionOverride this stage's selection policy by name, or null for the run's
 * @param until when it ends; besides that, every stage ends by hand and when its pool is exhausted
 */
public record Stage(
        String name,
        List<DataRef> data,
        @Nullable SamplingSpec samplingOverride,
        @Nullable String selectionOverride,
        EndRule until) {
    private static final EndRule ALWAYS = new AnyOf(List.of(new ByHand(), new Exhausted()));

    public Stage {
        data = List.copyOf(data);
        if (name.isBlank()) {
            throw SrpoException.input("stages: a stage has no name; give it one, such as \"reasoning\"");
        }
        if (data.isEmpty()) {
            throw SrpoException.input("stages: stage " + name + " has no data; name at least one file");
        }
        Set<String> sources = new HashSet<>();
        for (DataRef ref : data) {
            if (!sources.add(ref.source())) {
                throw SrpoException.input(
                        "stages: stage " + name + " names " + ref.source() + " twice; give its weight instead");
            }
        }
    }

    /** A stage that draws and selects as the run does. */
    public Stage(String name, List<DataRef> data, EndRule until) {
        this(name, data, null, null, until);
    }

    /**
     * A data source and its share.
     *
     * @param source the source's name, such as its file
     * @param weight how many of its prompts are drawn for each one of a source of weight 1; finite, above 0
     */
    public record DataRef(String source, double weight) {
        public DataRef {
            if (!(weight > 0) || Double.isInfinite(weight)) {
                throw SrpoException.input("stages: the weight of " + source + " must be above 0, not " + weight);
            }
        }
    }

    /** How this stage draws answers. */
    public SamplingSpec sampling(SamplingSpec run) {
        return samplingOverride == null ? run : samplingOverride;
    }

    /** This stage's selection policy. */
    public String selection(String run) {
        return selectionOverride == null ? run : selectionOverride;
    }

    /** Why the stage has ended, as {@link EndRule#endedBy} says it; empty while it goes on. By hand goes first, then exhausted. */
    public Optional<String> endedBy(StageProgress progress) {
        return ALWAYS.endedBy(progress).or(() -> until.endedBy(progress));
    }

    /** Names of the metrics that its end rules look at. */
    public Set<String> metrics() {
        return until.metrics();
    }
}
