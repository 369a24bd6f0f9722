package io.srpo.train.loop;

import io.srpo.core.SrpoException;
import io.srpo.core.advantage.Advantages;
import io.srpo.core.objective.Objective;
import io.srpo.core.reward.Recipe;
import io.srpo.core.reward.RewardSettings;
import io.srpo.core.rollout.SamplingSpec;
import io.srpo.core.selection.SelectionPolicy;
import io.srpo.core.selection.StageData;
import io.srpo.core.stage.StagePlan;
import io.srpo.core.task.Domain;
import io.srpo.core.task.Task;
import io.srpo.data.read.TaskFiles;
import io.srpo.train.config.DataSpec;
import io.srpo.train.config.EvaluationSpec;
import io.srpo.train.config.RunConfig;
import io.srpo.train.config.SelectionSpec;
import io.srpo.train.config.StageSpec;
import io.srpo.train.evaluate.EvalSet;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/**
 * A configuration with its data read: all that the loop decides by, in the core's own terms. Immutable.
 *
 * @param tasks every training task by id
 * @param data the tasks of each stage, by the stage's index
 */
public record RunPlan(
        RunConfig config,
        StagePlan stages,
        Map<String, Task> tasks,
        List<StageData> data,
        List<EvalSet> evaluations,
        Recipe recipe,
        Advantages advantages) {

    /**
     * Reads the data that a configuration names.
     *
     * @throws SrpoException (input) naming file and line of what is wrong
     */
    public static RunPlan of(RunConfig config) {
        Map<Path, List<Task>> files = new LinkedHashMap<>();
        Map<String, Task> tasks = new LinkedHashMap<>();
        List<StageData> data = new ArrayList<>();
        for (StageSpec spec : config.stages()) {
            List<StageData.Source> sources = new ArrayList<>();
            for (DataSpec source : spec.data()) {
                List<Task> read = files.computeIfAbsent(source.file(), file -> read(source));
                List<Task> taken = part(read, source.shuffle(), source.skip(), source.limit(), source.file());
                register(tasks, taken, source.file());
                List<String> ids = taken.stream().map(Task::id).toList();
                sources.add(new StageData.Source(sourceName(source.file(), sources), source.weight(), ids));
            }
            data.add(new StageData(sources));
        }
        return new RunPlan(
                config,
                config.plan(),
                tasks,
                data,
                evaluations(config),
                Recipe.of(config.reward().weights(), settings(config)),
                config.objective().advantages());
    }

    /** How the run draws answers in a stage. */
    public SamplingSpec sampling(int stage) {
        return config.rollout().sampling(config.stages().get(stage));
    }

    /** The loss of a stage. */
    public Objective objective(int stage) {
        return config.objective().loss(sampling(stage).maxTokens());
    }

    /** The selection policy of a stage. */
    public SelectionPolicy selection(int stage) {
        SelectionSpec own = config.stages().get(stage).selection();
        SelectionSpec spec = own == null ? config.selection() : own;
        return spec.build();
    }

    private static RewardSettings settings(RunConfig config) {
        List<String> tags = new ArrayList<>();
        if (config.prompt().think() != null) {
            tags.addAll(config.prompt().think().pair());
        }
        if (config.prompt().answer().tags() != null) {
            tags.addAll(config.prompt().answer().tags().pair());
        }
        return RewardSettings.DEFAULT
                .withTags(tags)
                .withPartialCredit(config.reward().partialCredit() ? 1 : 0)
                .withOverlongBuffer(config.reward().overlongBuffer());
    }

    private static List<EvalSet> evaluations(RunConfig config) {
        List<EvalSet> sets = new ArrayList<>();
        for (EvaluationSpec.EvalSet set : config.evaluation().sets()) {
            Domain domain = set.domain() == null ? null : new Domain(set.domain());
            List<Task> read = TaskFiles.read(set.file(), domain, set.fields());
            List<Task> tasks = part(read, set.shuffle(), set.skip(), set.limit(), set.file());
            int maxTokens = set.maxTokens() == null ? config.rollout().maxTokens() : set.maxTokens();
            SamplingSpec sampling = new SamplingSpec(
                    set.samples(),
                    set.temperature(),
                    set.topP(),
                    0,
                    0,
                    maxTokens,
                    config.rollout().stop());
            sets.add(new EvalSet(set.file().getFileName().toString(), tasks, sampling));
        }
        return sets;
    }

    /** The file's name, so that a run moved to another folder still draws the same batches. */
    private static String sourceName(Path file, List<StageData.Source> others) {
        String name = String.valueOf(file.getFileName());
        boolean taken = others.stream().anyMatch(source -> source.name().equals(name));
        return taken ? name + "#" + others.size() : name;
    }

    private static List<Task> read(DataSpec source) {
        return TaskFiles.read(source.file(), new Domain(source.domain()), source.fields());
    }

    private static List<Task> part(List<Task> tasks, @Nullable Long shuffle, int skip, int limit, Path file) {
        if (skip >= tasks.size()) {
            throw SrpoException.input(
                    file + " has " + tasks.size() + " tasks, and skip: " + skip + " passes over all; lower it");
        }
        int end = limit == 0 ? tasks.size() : (int) Math.min(tasks.size(), (long) skip + limit);
        List<Task> order = new ArrayList<>(tasks);
        if (shuffle != null) {
            Collections.shuffle(order, new Random(shuffle));
        }
        return order.subList(skip, end);
    }

    /** One id, one task, over the whole run: the history is kept under it. */
    private static void register(Map<String, Task> tasks, List<Task> taken, Path file) {
        for (Task task : taken) {
            Task other = tasks.put(task.id(), task);
            if (other != null && !other.equals(task)) {
                throw SrpoException.input("task id \"" + task.id() + "\" in " + file
                        + " is that of another task of this run; give each task an id of its own");
            }
        }
    }
}
