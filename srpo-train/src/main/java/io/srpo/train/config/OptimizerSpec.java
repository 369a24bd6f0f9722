package io.srpo.train.config;

import java.util.List;

/**
 * What moves the weights.
 *
 * @param name {@code adamw}
 * @param lr peak learning rate
 * @param betas decay of the gradient's mean and of its square's
 * @param weightDecay decoupled, on matrices only
 * @param clipNorm bound of the gradient's global L2 norm; 0 for none
 * @param warmup optimizer steps over which the rate rises to {@code lr}
 * @param schedule after the warm-up: {@code constant}, {@code linear} or {@code cosine}
 * @param totalSteps optimizer steps after which linear and cosine reach 0
 */
public record OptimizerSpec(
        String name,
        double lr,
        List<Double> betas,
        double eps,
        double weightDecay,
        double clipNorm,
        int warmup,
        String schedule,
        int totalSteps) {
    public OptimizerSpec {
        betas = List.copyOf(betas);
    }
}
