package io.srpo.core.selection;

import io.srpo.core.SrpoException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The tasks of one stage by source, with the weights in which sources are mixed. Immutable and thread-safe. */
public final class StageData {
    private final List<Source> sources;
    private final List<String> taskIds;
    private final Map<String, Integer> sourceOf = new HashMap<>();

    /**
     * @throws SrpoException (input) when there is no task, when two sources have the same name or two tasks the same id
     */
    public StageData(List<Source> sources) {
        this.sources = List.copyOf(sources);
        List<String> ids = new ArrayList<>();
        Map<String, Source> names = new HashMap<>();
        for (int i = 0; i < sources.size(); i++) {
            Source source = sources.get(i);
            if (names.put(source.name(), source) != null) {
                throw SrpoException.input(
                        "data source " + source.name() + " is in a stage twice; give its weight instead");
            }
            for (String taskId : source.taskIds()) {
                Integer other = sourceOf.put(taskId, i);
                if (other != null) {
                    throw SrpoException.input("task id " + taskId + " of " + source.name() + " is already in "
                            + sources.get(other).name() + "; ids must be unique within a run");
                }
                ids.add(taskId);
            }
        }
        if (ids.isEmpty()) {
            throw SrpoException.input("a stage has no tasks: its data sources are empty");
        }
        this.taskIds = List.copyOf(ids);
    }

    /** All of one weight's worth: a stage with one source. */
    public static StageData of(List<String> taskIds) {
        return new StageData(List.of(new Source("data", 1, taskIds)));
    }

    /**
     * A data file as a stage uses it.
     *
     * @param name unique within the stage, such as its file; the order of its prompts depends on it
     * @param weight how many of its prompts are drawn for each one of a source of weight 1, above 0
     * @param taskIds its tasks, in the file's order; may be empty
     */
    public record Source(String name, double weight, List<String> taskIds) {
        public Source {
            taskIds = List.copyOf(taskIds);
            if (!(weight > 0) || Double.isInfinite(weight)) {
                throw SrpoException.input("the weight of data source " + name + " must be above 0, not " + weight);
            }
        }
    }

    public List<Source> sources() {
        return sources;
    }

    /** All task ids, source after source. */
    public List<String> taskIds() {
        return taskIds;
    }

    /**
     * Index in {@link #sources} of the source that a task comes from.
     *
     * @throws SrpoException (internal) when it is not in the stage's data
     */
    int sourceOf(String taskId) {
        Integer source = sourceOf.get(taskId);
        if (source == null) {
            throw SrpoException.internal("task " + taskId + " is in the pool but not in the stage's data");
        }
        return source;
    }
}
