package io.srpo.cli.model;

import io.srpo.core.SrpoException;
import io.srpo.engine.Policy;
import io.srpo.train.config.AnswerSpec;
import io.srpo.train.config.PromptSpec;
import io.srpo.train.config.PromptSpec.Template;
import io.srpo.train.config.Tags;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The prompt's shape where no configuration says it. */
final class Prompts {
    /** Probes are put as they are: no place for an answer is asked for. */
    private static final Map<String, String> PLAINLY = Map.of("safety", "");

    private Prompts() {}

    /**
     * By name; without one, plain for the bundled policy, the chat template where the model has one, else the r1-zero form.
     *
     * @throws SrpoException (usage) when there is none of that name
     */
    static PromptSpec of(@Nullable String name, boolean bundled, Policy policy) {
        String fitting = bundled ? "plain" : policy.chatTemplate() != null ? "chat" : "r1-zero";
        String chosen = name == null ? fitting : name;
        for (Template template : Template.values()) {
            if (template.name().toLowerCase(Locale.ROOT).replace('_', '-').equals(chosen)) {
                return template == Template.CHAT
                        ? new PromptSpec(
                                template,
                                null,
                                new AnswerSpec(
                                        List.of(
                                                AnswerSpec.Place.BOXED,
                                                AnswerSpec.Place.PHRASE,
                                                AnswerSpec.Place.LAST_NUMBER),
                                        null),
                                null,
                                PLAINLY)
                        : new PromptSpec(
                                template,
                                new Tags("<think>", "</think>"),
                                AnswerSpec.between("<answer>", "</answer>"),
                                null,
                                PLAINLY);
            }
        }
        throw SrpoException.usage("--template " + chosen + ": use r1-zero, chat or plain");
    }
}
