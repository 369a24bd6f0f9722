package io.srpo.train.prompt;

import java.util.List;

/** Port to the model's own chat template. Thread-safe. */
@FunctionalInterface
public interface ChatFormatter {
    /**
     * Writes a conversation as the model was trained to read it, special tokens as text.
     *
     * @param addGenerationPrompt whether the text ends where the assistant's answer begins
     */
    String format(List<Message> messages, boolean addGenerationPrompt);

    /**
     * One turn.
     *
     * @param role {@code system}, {@code user} or {@code assistant}
     */
    record Message(String role, String content) {}
}
