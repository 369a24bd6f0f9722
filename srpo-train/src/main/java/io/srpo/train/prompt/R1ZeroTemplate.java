package io.srpo.train.prompt;

import io.srpo.core.rollout.Prompt;
import io.srpo.core.task.Task;
import io.srpo.train.config.PromptSpec;
import io.srpo.train.config.Tags;
import org.jspecify.annotations.Nullable;

/**
 * A conversation in plain text in the manner of DeepSeek-R1-Zero (arXiv 2501.12948), in our own words: it tells a base model to think
 * first and to answer then, and opens the thinking for it.
 */
final class R1ZeroTemplate implements PromptTemplate {
    private final PromptSpec spec;
    private final String preamble;
    private final String prefill;

    R1ZeroTemplate(PromptSpec spec) {
        this.spec = spec;
        Tags think = spec.think();
        this.prefill = think == null ? "" : think.open();
        this.preamble =
                "A conversation between User and Assistant. The User asks a question and the Assistant solves it."
                        + thinking(think) + answering(spec.answer().tags()) + "\n\n";
    }

    @Override
    public Prompt render(Task task) {
        String start = prefill.isEmpty() ? "" : " " + prefill;
        String text =
                preamble + "User: " + task.question() + "\n" + Instruction.of(task, spec) + "\n\nAssistant:" + start;
        return new Prompt(task, text, prefill);
    }

    private static String thinking(@Nullable Tags think) {
        return think == null
                ? ""
                : " The Assistant first thinks the problem through, then gives the User the answer. Its thinking stands between "
                        + think.open() + " and " + think.close() + ".";
    }

    private static String answering(@Nullable Tags answer) {
        return answer == null ? "" : " Its answer stands between " + answer.open() + " and " + answer.close() + ".";
    }
}
