package io.srpo.engine.learn;

import io.srpo.core.SrpoException;

/**
 * AdamW and its learning-rate schedule.
 *
 * @param learningRate peak, above 0
 * @param beta1 decay of the gradient's mean, [0, 1)
 * @param beta2 decay of its square's mean, [0, 1)
 * @param epsilon added to the root, above 0
 * @param weightDecay decoupled, on matrices only (norms and biases are left alone), at least 0
 * @param clipNorm global gradient norm above which gradients are scaled down; 0 for no clipping
 * @param warmupSteps optimizer steps of linear warm-up, at least 0
 * @param schedule what follows the warm-up
 * @param totalSteps optimizer steps after which {@code LINEAR} and {@code COSINE} reach 0; not read by {@code CONSTANT}
 */
public record OptimizerSpec(
        double learningRate,
        double beta1,
        double beta2,
        double epsilon,
        double weightDecay,
        double clipNorm,
        long warmupSteps,
        Schedule schedule,
        long totalSteps) {
    /** How the learning rate goes on after the warm-up. */
    public enum Schedule {
        CONSTANT,
        /** Straight down to 0. */
        LINEAR,
        /** Half a cosine down to 0. */
        COSINE
    }

    public OptimizerSpec {
        require(learningRate > 0 && Double.isFinite(learningRate), "lr must be above 0, not " + learningRate);
        require(
                beta1 >= 0 && beta1 < 1 && beta2 >= 0 && beta2 < 1,
                "betas must be from 0 to below 1, not " + beta1 + ", " + beta2);
        require(epsilon > 0, "eps must be above 0, not " + epsilon);
        require(weightDecay >= 0, "weightDecay must be at least 0, not " + weightDecay);
        require(clipNorm >= 0, "clipNorm must be at least 0, not " + clipNorm);
        require(warmupSteps >= 0, "warmupSteps must be at least 0, not " + warmupSteps);
        require(
                schedule == Schedule.CONSTANT || totalSteps > warmupSteps,
                "totalSteps must be above warmupSteps for a " + schedule + " schedule");
    }

    /** Constant rate, betas 0.9 and 0.95 (the paper's), no decay, gradients clipped at norm 1 (our choice). */
    public static OptimizerSpec of(double learningRate) {
        return new OptimizerSpec(learningRate, 0.9, 0.95, 1e-8, 0, 1, 0, Schedule.CONSTANT, 0);
    }

    /** With a warm-up and a schedule. */
    public OptimizerSpec withSchedule(long warmupSteps, Schedule schedule, long totalSteps) {
        return new OptimizerSpec(
                learningRate, beta1, beta2, epsilon, weightDecay, clipNorm, warmupSteps, schedule, totalSteps);
    }

    /** Learning rate of the optimizer step with this number, counted from 1. */
    public double rate(long step) {
        if (step <= warmupSteps) {
            return learningRate * step / warmupSteps;
        }
        if (schedule == Schedule.CONSTANT) {
            return learningRate;
        }
        double done = Math.min(1, (double) (step - 1 - warmupSteps) / (totalSteps - warmupSteps));
        return switch (schedule) {
            case CONSTANT -> learningRate;
            case LINEAR -> learningRate * (1 - done);
            case COSINE -> learningRate * 0.5 * (1 + Math.cos(Math.PI * done));
        };
    }

    private static void require(boolean holds, String message) {
        if (!holds) {
            throw SrpoException.input("optimizer: " + message);
        }
    }
}
