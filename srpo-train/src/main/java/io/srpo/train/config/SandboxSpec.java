package io.srpo.train.config;

/**
 * Limits of one run of model-written code.
 *
 * @param seconds wall-clock time
 * @param memoryMb memory of all its processes, MiB
 * @param outputKb what it may write, KiB
 * @param workers runs at the same time; 0 for as many as there are cores
 */
public record SandboxSpec(double seconds, int memoryMb, int outputKb, int workers) {}
