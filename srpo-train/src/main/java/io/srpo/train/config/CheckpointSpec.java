package io.srpo.train.config;

/**
 * @param every steps between checkpoints; 0 for only at the end
 * @param keep newest ones kept, at least 1
 */
public record CheckpointSpec(int every, int keep) {}
