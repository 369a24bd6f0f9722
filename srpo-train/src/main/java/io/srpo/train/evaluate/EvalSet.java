package io.srpo.train.evaluate;

import io.srpo.core.rollout.SamplingSpec;
import io.srpo.core.task.Task;
import java.util.List;

/**
 * Held-out tasks and how they are asked.
 *
 * @param name in ledger, metrics and report; the file's name as a rule
 */
public record EvalSet(String name, List<Task> tasks, SamplingSpec sampling) {
    public EvalSet {
        tasks = List.copyOf(tasks);
    }
}
