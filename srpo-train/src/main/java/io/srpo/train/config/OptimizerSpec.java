package io.srpo.train.config;

import java.util.List;

/**
 * @param name {@code adamw}
 * @param lr peak learning rate
 * @param clipNorm bound of the gradient's global L2 norm; 0 for none
 * @param warmup steps over which the rate rises from 0 to {@code lr}
 * @param schedule after the warm-up: {@code constant}, {@code linear} or {@code cosine}
 * @param decaySteps steps over which linear and cosine fall to {@code minLr}
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
        int decaySteps,
        double minLr) {
    public OptimizerSpec {
        betas = List.copyOf(betas);
    }
}
