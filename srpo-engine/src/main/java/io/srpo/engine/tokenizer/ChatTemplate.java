package io.srpo.engine.tokenizer;

import io.srpo.core.SrpoException;
import io.srpo.engine.tokenizer.template.Callable;
import io.srpo.engine.tokenizer.template.Template;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * How a model wants a conversation written: its Jinja chat template, rendered as transformers' {@code apply_chat_template} does. Immutable, thread-safe.
 *
 * <p>A template that prints the date ({@code strftime_now}) gives another text tomorrow; all others depend on their arguments alone.
 */
public final class ChatTemplate {
    private final String source;
    private final Template template;
    private final @Nullable String bos;
    private final @Nullable String eos;

    /** One turn of a conversation: {@code system}, {@code user} or {@code assistant}, and what is said. */
    public record Message(String role, String content) {}

    /**
     * Parses a template.
     *
     * @param bos the text of the begin token, known to the template as {@code bos_token}; null when the model has none
     * @param eos the text of the end token, {@code eos_token}
     * @throws SrpoException (input) naming the template's line
     */
    public ChatTemplate(String source, @Nullable String bos, @Nullable String eos) {
        this.source = source;
        this.template = Template.parse(source);
        this.bos = bos;
        this.eos = eos;
    }

    /**
     * The conversation as one text, special tokens included.
     *
     * @param addGenerationPrompt whether the assistant's turn is opened at the end, for the model to write
     * @throws SrpoException (input) when the template refuses the conversation
     */
    public String render(List<Message> messages, boolean addGenerationPrompt) {
        return render(messages, addGenerationPrompt, Map.of());
    }

    /** As {@link #render(List, boolean)}, with more variables ({@code enable_thinking}, {@code tools}): texts, numbers, booleans, lists and maps. */
    public String render(List<Message> messages, boolean addGenerationPrompt, Map<String, ?> more) {
        Map<String, @Nullable Object> variables = new LinkedHashMap<>();
        variables.put("messages", messages.stream().map(ChatTemplate::map).toList());
        variables.put("add_generation_prompt", addGenerationPrompt);
        // transformers always passes these two; a template may ask whether they are none.
        variables.put("tools", null);
        variables.put("documents", null);
        if (bos != null) {
            variables.put("bos_token", bos);
        }
        if (eos != null) {
            variables.put("eos_token", eos);
        }
        variables.put("strftime_now", (Callable) (arguments, named) ->
                Strftime.format(String.valueOf(arguments.get(0)), LocalDateTime.now(ZoneId.systemDefault())));
        variables.putAll(more);
        return template.render(variables);
    }

    /** The Jinja text, to be saved beside trained weights. */
    public String source() {
        return source;
    }

    /** The begin token's text, or null. */
    public @Nullable String bos() {
        return bos;
    }

    /** The end token's text, or null. */
    public @Nullable String eos() {
        return eos;
    }

    private static Map<String, Object> map(Message message) {
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("role", message.role());
        map.put("content", message.content());
        return map;
    }
}
