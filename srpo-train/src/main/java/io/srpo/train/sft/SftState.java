package io.srpo.train.sft;

/**
 * All that a resume of supervised training needs beside weights and optimizer.
 *
 * @param step optimizer steps done
 */
public record SftState(long step) {}
