package io.srpo.train.config;

import io.srpo.core.rollout.SamplingSpec;
import java.util.List;

/**
 * How many answers a step draws, and how.
 *
 * @param prompts prompts a step
 * @param samples answers to each prompt (G)
 * @param stop strings that end a response, beside the model's end token
 */
public record RolloutSpec(
        int prompts,
        int samples,
        double temperature,
        double topP,
        int topK,
        double minP,
        int maxTokens,
        List<String> stop) {
    public RolloutSpec {
        stop = List.copyOf(stop);
    }

    /** The same with another number of prompts a step. */
    public RolloutSpec withPrompts(int count) {
        return new RolloutSpec(count, samples, temperature, topP, topK, minP, maxTokens, stop);
    }

    /** As the engine takes it, with what the stage changes. */
    public SamplingSpec sampling(StageSpec stage) {
        return new SamplingSpec(
                samples,
                stage.temperature() == null ? temperature : stage.temperature(),
                topP,
                topK,
                minP,
                stage.maxTokens() == null ? maxTokens : stage.maxTokens(),
                stop);
    }
}
