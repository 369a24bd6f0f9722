package io.srpo.core.rollout;

import io.srpo.core.SrpoException;
import java.util.List;

/**
 * How answers are drawn.
 *
 * @param samples rollouts a prompt (G), at least 1
 * @param temperature above 0, or 0 for the most likely token every time
 * @param topP nucleus size, (0, 1]; 1 leaves all tokens in
 * @param topK the most likely tokens kept; 0 keeps all
 * @param minP tokens kept whose probability is at least this share of the most likely one's, [0, 1); 0 keeps all
 * @param maxTokens response limit in tokens, at least 1
 * @param stopStrings a response ends after the first of these that it contains; the string stays in the response
 */
public record SamplingSpec(
        int samples, double temperature, double topP, int topK, double minP, int maxTokens, List<String> stopStrings) {
    public SamplingSpec {
        stopStrings = List.copyOf(stopStrings);
        require(samples >= 1, "samples must be at least 1, not " + samples);
        require(temperature >= 0 && temperature <= 100, "temperature must be from 0 to 100, not " + temperature);
        require(topP > 0 && topP <= 1, "topP must be above 0 and at most 1, not " + topP);
        require(topK >= 0, "topK must be at least 0, not " + topK);
        require(minP >= 0 && minP < 1, "minP must be from 0 to below 1, not " + minP);
        require(maxTokens >= 1, "maxTokens must be at least 1, not " + maxTokens);
    }

    /** Temperature 1 over the whole vocabulary, as the objective assumes. */
    public static SamplingSpec plain(int samples, int maxTokens) {
        return new SamplingSpec(samples, 1.0, 1.0, 0, 0.0, maxTokens, List.of());
    }

    /** The most likely token every time, once. */
    public static SamplingSpec greedy(int maxTokens) {
        return new SamplingSpec(1, 0.0, 1.0, 0, 0.0, maxTokens, List.of());
    }

    public SamplingSpec withSamples(int samples) {
        return new SamplingSpec(samples, temperature, topP, topK, minP, maxTokens, stopStrings);
    }

    private static void require(boolean holds, String message) {
        if (!holds) {
            throw SrpoException.input(message);
        }
    }
}
