package io.srpo.train.prompt;

import io.srpo.core.SrpoException;
import io.srpo.core.rollout.Prompt;
import io.srpo.core.task.Task;
import io.srpo.train.config.PromptSpec;
import org.jspecify.annotations.Nullable;

/** The shape in which a task is put to the model. Pure and thread-safe. */
@FunctionalInterface
public interface PromptTemplate {
    Prompt render(Task task);

    /**
     * The template that a configuration asks for.
     *
     * @param chat the model's own chat template; null when it has none
     * @throws SrpoException (input) when the chat template is asked for and the model has none
     */
    static PromptTemplate of(PromptSpec spec, @Nullable ChatFormatter chat) {
        return switch (spec.template()) {
            case R1_ZERO -> new R1ZeroTemplate(spec);
            case PLAIN -> new PlainTemplate(spec);
            case CHAT -> {
                if (chat == null) {
                    throw SrpoException.input(
                            "prompt.template is \"chat\", but the model comes without a chat template; "
                                    + "use \"r1-zero\", which suits base models");
                }
                yield new ChatTemplate(spec, chat);
            }
        };
    }
}
