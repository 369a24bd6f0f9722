package io.srpo.cli.wire;

import io.srpo.core.objective.Learner;
import io.srpo.engine.Policy;
import io.srpo.engine.learn.LearnerOptions;
import io.srpo.engine.learn.OptimizerSpec;
import io.srpo.engine.learn.TorchLearner;
import io.srpo.train.config.RunConfig;
import io.srpo.train.loop.PolicyStore;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** A policy with what trains it, and its way to disk and back. */
final class TrainedPolicy implements PolicyStore, AutoCloseable {
    private static final String OPTIMIZER = "optimizer.bin";

    private final Policy policy;
    private final @Nullable Policy reference;
    private final TorchLearner learner;

    private TrainedPolicy(Policy policy, @Nullable Policy reference, TorchLearner learner) {
        this.policy = policy;
        this.reference = reference;
        this.learner = learner;
    }

    /** @param aside folder for a batch whose update is not finite */
    static TrainedPolicy open(RunConfig config, Path aside) {
        Policy policy = Models.open(
                config.model().path(), config.model().dtype(), config.model().lora(), config.threads(), config.seed());
        OptimizerSpec optimizer = Learners.optimizer(config.optimizer());
        LearnerOptions options = new LearnerOptions(
                config.microBatchTokens(), config.objective().updates(), config.seed(), config.checkpointing());
        if (!config.objective().loss(1).needsReference()) {
            return new TrainedPolicy(policy, null, policy.learner(optimizer, options, Learners.setAside(aside)));
        }
        // The reference is the model that the run begins with, also after a resume.
        Policy reference = policy.copy();
        return new TrainedPolicy(
                policy, reference, policy.learner(optimizer, options, reference, Learners.setAside(aside)));
    }

    Policy policy() {
        return policy;
    }

    Learner learner() {
        return learner;
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
