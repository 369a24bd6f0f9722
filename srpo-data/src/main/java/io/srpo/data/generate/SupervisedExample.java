package io.srpo.data.generate;

/**
 * One text to learn from.
 *
 * @param prompt carries no loss
 * @param completion carries the loss; the end token is added by whoever trains
 */
public record SupervisedExample(String prompt, String completion, Style style, String taskId) {}
