package io.srpo.engine.rollout;

import io.srpo.core.rollout.Rollout.Ending;

/**
 * An answer in token ids.
 *
 * @param tokens the end token included when one was drawn
 * @param logProbs of each token at temperature 1 over the whole vocabulary
 */
public record Drawing(int[] tokens, float[] logProbs, Ending ending) {}
