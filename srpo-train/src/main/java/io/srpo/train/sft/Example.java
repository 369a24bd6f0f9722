package io.srpo.train.sft;

/**
 * One text to learn: loss is taken on the completion's tokens and the end token after it.
 *
 * @param prompt the whole text before the completion
 * @param completion what the model shall write
 */
public record Example(String prompt, String completion) {}
