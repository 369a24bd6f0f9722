package io.srpo.train.config;

/**
 * Which prompts a step takes.
 *
 * @param policy {@code history-resampling} (the paper's) or {@code uniform}
 * @param review solved prompts coming back
 */
public record SelectionSpec(String policy, ReviewSpec review) {
    /**
     * Dropped prompts return, oldest first; one that is no longer solved rejoins the pool.
     *
     * @param share of a batch given to them, 0 (off, as in the paper) to 1
     * @param afterEpochs epochs that a prompt stays away at least
     */
    public record ReviewSpec(double share, int afterEpochs) {}
}
