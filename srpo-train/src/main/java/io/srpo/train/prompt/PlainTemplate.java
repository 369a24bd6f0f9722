package io.srpo.train.prompt;

import io.srpo.core.rollout.Prompt;
import io.srpo.core.task.Task;
import io.srpo.train.config.PromptSpec;

/** {@code Question: ...}, a new line, and the opened thinking: the form that the bundled policy was made on. */
final class PlainTemplate implements PromptTemplate {
    private final String prefill;

    PlainTemplate(PromptSpec spec) {
        prefill = spec.think() == null ? "" : spec.think().open();
    }

    @Override
    public Prompt render(Task task) {
        return new Prompt(task, "Question: " + task.question() + "\n" + prefill, prefill);
    }
}
