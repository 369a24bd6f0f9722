package io.srpo.cli.wire;

import io.srpo.core.SrpoException;
import io.srpo.core.task.Task;
import io.srpo.engine.Policy;
import io.srpo.train.evaluate.EvalSet;
import io.srpo.train.loop.RunPlan;
import io.srpo.train.prompt.PromptTemplate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Looks through all prompts before a run begins, so that one that the model cannot take does not end it hours later. */
final class PromptLengths {
    private final Policy policy;
    private final PromptTemplate template;
    private final List<String> tooLong = new ArrayList<>();

    private PromptLengths(Policy policy, PromptTemplate template) {
        this.policy = policy;
        this.template = template;
    }

    /** @throws SrpoException (input) naming the first prompt that leaves no room for an answer in the model's context, and its file */
    static void check(RunPlan plan, Policy policy, PromptTemplate template) {
        PromptLengths lengths = new PromptLengths(policy, template);
        Map<String, String> sources = new HashMap<>();
        plan.data().forEach(stage -> stage.sources()
                .forEach(source -> source.taskIds().forEach(id -> sources.put(id, source.name()))));
        plan.tasks().values().forEach(task -> lengths.look(task, sources.getOrDefault(task.id(), "")));
        for (EvalSet set : plan.evaluations()) {
            set.tasks().forEach(task -> lengths.look(task, set.name()));
        }
        if (!lengths.tooLong.isEmpty()) {
            int more = lengths.tooLong.size() - 1;
            throw SrpoException.input(lengths.tooLong.get(0) + ", but the model's context holds "
                    + policy.config().maxPositions() + ", answer included"
                    + (more == 0 ? "" : "; " + more + " more are too long")
                    + "; leave such tasks out of the file, or take a model with a longer context");
        }
    }

    private void look(Task task, String source) {
        int tokens = policy.tokenizer().encode(template.render(task).text()).length;
        if (tokens >= policy.config().maxPositions()) {
            tooLong.add(source + ": the prompt of task " + task.id() + " is " + tokens + " tokens long");
        }
    }
}
