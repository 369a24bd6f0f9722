package io.srpo.core.rollout;

import io.srpo.core.task.Task;

/**
 * A task as the model is shown it.
 *
 * @param text the whole text before the response, special tokens included as text
 * @param prefill the end of {@code text} that counts as the response's beginning when its format is judged (such as an
 *     opening {@code <think>}); often empty
 */
public record Prompt(Task task, String text, String prefill) {}
