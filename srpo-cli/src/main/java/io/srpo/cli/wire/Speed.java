package io.srpo.cli.wire;

import io.srpo.core.rollout.Group;
import io.srpo.core.rollout.Prompt;
import io.srpo.core.rollout.Rollout;
import io.srpo.core.rollout.RolloutEngine.Progress;
import io.srpo.core.rollout.RolloutEngine.StreamKey;
import io.srpo.core.rollout.SamplingSpec;
import io.srpo.core.task.Task;
import io.srpo.engine.Policy;
import io.srpo.engine.learn.Example;
import io.srpo.engine.learn.LearnerOptions;
import io.srpo.engine.learn.OptimizerSpec;
import io.srpo.engine.learn.TorchLearner;
import io.srpo.train.config.RunConfig;
import io.srpo.train.loop.RunPlan;
import io.srpo.train.prompt.PromptTemplate;
import java.util.ArrayList;
import java.util.List;

/** How fast a run's model draws and trains here, measured on a short beginning of its first step. */
public final class Speed {
    private static final int TOKENS = 24;

    private Speed() {}

    /**
     * @param rolloutTokens response tokens drawn a second
     * @param trainTokens tokens through forward and backward a second, prompts included
     * @param promptTokens mean length of the prompts tried
     */
    public record Measured(double rolloutTokens, double trainTokens, double promptTokens, long parameters) {}

    public static Measured measure(RunConfig config, RunPlan plan) {
        try (Policy policy = Models.open(
                config.model().path(),
                config.model().dtype(),
                config.model().lora(),
                config.threads(),
                config.seed())) {
            PromptTemplate template = PromptTemplate.of(config.prompt(), Models.chat(policy));
            List<Task> tasks = plan.data().get(0).taskIds().stream()
                    .limit(config.rollout().prompts())
                    .map(id -> java.util.Objects.requireNonNull(plan.tasks().get(id)))
                    .toList();
            List<Prompt> prompts = tasks.stream().map(template::render).toList();
            SamplingSpec sampling = SamplingSpec.plain(config.rollout().samples(), TOKENS);
            policy.rolloutEngine().rollout(prompts.subList(0, 1), sampling, new StreamKey(0, 0), Progress.NONE);
            long started = System.nanoTime();
            List<Group> groups = policy.rolloutEngine().rollout(prompts, sampling, new StreamKey(0, 1), Progress.NONE);
            double drawing = (System.nanoTime() - started) / 1e9;
            long drawn = groups.stream()
                    .flatMap(group -> group.rollouts().stream())
                    .mapToLong(rollout -> rollout.tokens().length)
                    .sum();
            double promptTokens = groups.stream()
                    .mapToInt(group -> group.promptTokens().length)
                    .average()
                    .orElse(0);
            return new Measured(drawn / drawing, training(policy, config, groups), promptTokens, policy.parameters());
        }
    }

    private static double training(Policy policy, RunConfig config, List<Group> groups) {
        List<Example> examples = new ArrayList<>();
        for (Group group : groups) {
            Rollout first = group.rollouts().get(0);
            examples.add(new Example(group.promptTokens(), first.tokens()));
        }
        LearnerOptions options = new LearnerOptions(config.microBatchTokens(), 1, 0, config.checkpointing());
        try (TorchLearner learner = policy.learner(OptimizerSpec.of(1e-12), options, batch -> {})) {
            learner.supervised(examples.subList(0, 1));
            long started = System.nanoTime();
            long tokens = learner.supervised(examples).tokens();
            return tokens / ((System.nanoTime() - started) / 1e9);
        }
    }
}
