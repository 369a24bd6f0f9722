package io.srpo.cli.model;

import io.srpo.core.SrpoException;
import io.srpo.engine.Policy;
import io.srpo.train.config.AnswerSpec;
import io.srpo.train.config.PromptSpec;
import io.srpo.train.config.PromptSpec.Template;
import io.srpo.train.config.RunConfig;
import io.srpo.train.config.Tags;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The prompt's shape where no configuration says it. */
final class Prompts {
    /** Probes are put as they are: no place for an answer is asked for. */
    private static final Map<String, String> PLAINLY = Map.of("safety", "");

    private static final String CONFIG = "config.yaml";

    private Prompts() {}

    /**
     * By name. Without one: as the run asked whose folder the model stands in, else plain for the bundled policy, the chat template where the model has one, else the r1-zero form.
     *
     * @throws SrpoException (usage) when there is none of that name
     */
    static PromptSpec of(@Nullable String name, ModelOption model, Policy policy) {
        Path run = name == null ? runOf(model) : null;
        if (run != null) {
            return plainly(RunConfig.reload(run.resolve(CONFIG)).prompt());
        }
        String fitting = model.bundled() ? "plain" : policy.chatTemplate() != null ? "chat" : "r1-zero";
        return named(name == null ? fitting : name);
    }

    /** In words: the template's name, and where it comes from when that is a run. */
    static String describe(@Nullable String name, ModelOption model, PromptSpec prompt) {
        Path run = name == null ? runOf(model) : null;
        return word(prompt.template())
                + (run == null ? "" : ", as the model was trained (" + run.resolve(CONFIG) + ")");
    }

    /** A run keeps its models as {@code model} and in {@code checkpoints/}; null for a model of any other origin. */
    private static @Nullable Path runOf(ModelOption model) {
        Path above = model.bundled()
                ? null
                : Path.of(model.path()).toAbsolutePath().normalize().getParent();
        for (int i = 0; i < 2 && above != null; i++, above = above.getParent()) {
            if (Files.isRegularFile(above.resolve(CONFIG)) && Files.isRegularFile(above.resolve("ledger.duckdb"))) {
                return above;
            }
        }
        return null;
    }

    private static PromptSpec plainly(PromptSpec asked) {
        Map<String, String> instructions = new LinkedHashMap<>(asked.instructions());
        PLAINLY.forEach(instructions::putIfAbsent);
        return new PromptSpec(asked.template(), asked.think(), asked.answer(), asked.system(), instructions);
    }

    private static String word(Template template) {
        return template.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    private static PromptSpec named(String chosen) {
        for (Template template : Template.values()) {
            if (word(template).equals(chosen)) {
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
