package io.srpo.cli.wire;

import io.srpo.engine.learn.OptimizerSpec;
import java.util.Locale;

/** From configuration to the engine's optimizer. */
public final class Learners {
    private Learners() {}

    public static OptimizerSpec optimizer(io.srpo.train.config.OptimizerSpec spec) {
        return new OptimizerSpec(
                spec.lr(),
                spec.betas().get(0),
                spec.betas().get(1),
                spec.eps(),
                spec.weightDecay(),
                spec.clipNorm(),
                spec.warmup(),
                OptimizerSpec.Schedule.valueOf(spec.schedule().toUpperCase(Locale.ROOT)),
                spec.totalSteps());
    }
}
