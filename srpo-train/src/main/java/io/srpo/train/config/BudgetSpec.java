package io.srpo.train.config;

import org.jspecify.annotations.Nullable;

/**
 * What the run may spend; it ends when either is used up.
 *
 * @param rollouts answers drawn in training; null for no bound
 * @param hours wall-clock time, evaluations included; null for no bound
 */
public record BudgetSpec(@Nullable Long rollouts, @Nullable Double hours) {}
