package io.srpo.data.ledger;

import java.util.Map;

/**
 * One answer as a person looks at it: without its tokens.
 *
 * @param cut whether it reached the response limit
 * @param outcome {@code right}, {@code wrong}, {@code unjudged}
 * @param parts of the reward, by name
 */
public record SampleRow(
        At at,
        String taskId,
        int sample,
        String response,
        int tokens,
        boolean cut,
        String outcome,
        String reason,
        double reward,
        Map<String, Double> parts) {}
