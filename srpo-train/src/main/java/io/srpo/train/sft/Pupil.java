package io.srpo.train.sft;

import io.srpo.core.objective.Update;
import java.nio.file.Path;
import java.util.List;

/** Port to a model that learns from examples; the command line wires an engine to it. Not thread-safe. */
public interface Pupil {
    /** One optimizer step on the mean cross entropy over the completions' tokens; {@link Update#loss} is that mean, in nats. */
    Update learn(List<Example> batch, long step);

    /** Writes weights (Hugging Face layout) and optimizer state. */
    void save(Path folder);

    /** Reads what {@link #save} wrote. */
    void restore(Path folder);

    /** Writes the weights alone (Hugging Face layout), ready for use. */
    void export(Path folder);
}
