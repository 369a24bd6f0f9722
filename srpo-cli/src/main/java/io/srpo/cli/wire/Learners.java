package io.srpo.cli.wire;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.srpo.core.SrpoException;
import io.srpo.core.advantage.Batch;
import io.srpo.engine.learn.OptimizerSpec;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Locale;
import java.util.function.Consumer;

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

    /** Writes a batch whose update was not finite, for study. */
    static Consumer<Batch> setAside(Path folder) {
        return batch -> {
            Path file = folder.resolve("not-finite-batch.json");
            try {
                new ObjectMapper().writeValue(file.toFile(), batch);
            } catch (IOException e) {
                throw SrpoException.resource("the batch that gave no finite update cannot be written to " + file, e);
            }
        };
    }
}
