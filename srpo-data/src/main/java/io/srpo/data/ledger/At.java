package io.srpo.data.ledger;

/**
 * When something happened in a run.
 *
 * @param step the training step, as the trainer counts them
 * @param stage the stage's name
 * @param epoch the pass over the pool, as the trainer counts them
 */
public record At(long step, String stage, int epoch) {}
