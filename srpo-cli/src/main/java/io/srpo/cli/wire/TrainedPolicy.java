package io.srpo.cli.wire;

import io.srpo.core.SrpoException;
import io.srpo.core.advantage.Batch;
import io.srpo.core.objective.Learner;
import io.srpo.engine.Policy;
import io.srpo.engine.learn.LearnerOptions;
import io.srpo.engine.learn.OptimizerSpec;
import io.srpo.engine.learn.TorchLearner;
import io.srpo.train.config.RunConfig;
import io.srpo.train.loop.PolicyStore;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** A policy with what trains it, and its way to disk and back. */
final class TrainedPolicy implements PolicyStore, AutoCloseable {
    private static final String OPTIMIZER = "optimizer.bin";

    private final Policy policy;
    private final @Nullable Policy reference;
    private final TorchLearner learner;
    private @Nullable Path setAside;

    private TrainedPolicy(Policy policy, @Nullable Policy reference, TorchLearner learner) {
        this.policy = policy;
        this.reference = reference;
        this.learner = learner;
    }

    /** @param run where a batch whose update is not finite is set aside; null to let it be */
    static TrainedPolicy open(RunConfig config, @Nullable Path run) {
        Policy policy = Models.open(
                config.model().path(), config.model().dtype(), config.model().lora(), config.threads(), config.seed());
        OptimizerSpec optimizer = Learners.optimizer(config.optimizer());
        LearnerOptions options = new LearnerOptions(
                config.microBatchTokens(), config.objective().updates(), config.seed(), config.checkpointing());
        AtomicReference<TrainedPolicy> opened = new AtomicReference<>();
        Consumer<Batch> aside = batch -> {
            TrainedPolicy self = opened.get();
            if (run != null && self != null) {
                SetAside.write(run, batch, self::save);
                self.setAside = run;
            }
        };
        // The reference is the model that the run begins with, also after a resume.
        Policy reference = config.objective().loss(1).needsReference() ? policy.copy() : null;
        TorchLearner learner = reference == null
                ? policy.learner(optimizer, options, aside)
                : policy.learner(optimizer, options, reference, aside);
        TrainedPolicy trained = new TrainedPolicy(policy, reference, learner);
        opened.set(trained);
        return trained;
    }

    Policy policy() {
        return policy;
    }

    Learner learner() {
        return (batch, objective, step) -> {
            try {
                return learner.update(batch, objective, step);
            } catch (SrpoException e) {
                throw setAside == null
                        ? e
                        : SrpoException.internal(
                                e.getMessage() + "; the batch is set aside, and ./srpo replay-batch " + setAside
                                        + " repeats it",
                                e);
            }
        };
    }

    @Override
    public void save(Path folder) {
        policy.save(folder);
        learner.saveState(folder.resolve(OPTIMIZER));
    }

    @Override
    public void restore(Path folder) {
        policy.restore(folder);
        learner.loadState(folder.resolve(OPTIMIZER));
    }

    @Override
    public void close() {
        learner.close();
        if (reference != null) {
            reference.close();
        }
        policy.close();
    }
}
