package io.srpo.train.loop;

import io.srpo.core.task.Task;
import io.srpo.data.ledger.TaskRow;
import io.srpo.train.evaluate.EvalSet;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** What a run's data files say of its problems, for the report: which source, how hard. */
final class TaskRows {
    private TaskRows() {}

    static List<TaskRow> of(RunPlan plan) {
        List<TaskRow> rows = new ArrayList<>();
        plan.tasks().values().forEach(task -> rows.add(row(task, "")));
        for (EvalSet set : plan.evaluations()) {
            set.tasks().forEach(task -> rows.add(row(task, set.name())));
        }
        return rows;
    }

    private static TaskRow row(Task task, String set) {
        return new TaskRow(task.id(), set, task.domain().name(), label(task, "source", "topic"), label(task, "level"));
    }

    /** The first of these labels that the task has. */
    private static String label(Task task, String... names) {
        return Stream.of(names)
                .filter(task.labels()::containsKey)
                .map(task.labels()::get)
                .findFirst()
                .orElse("");
    }
}
