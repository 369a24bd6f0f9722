package io.srpo.train.config;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The weight of each part of the reward; 0 leaves a part out.
 *
 * @param partialCredit whether accuracy pays the share of the tests passed rather than all or nothing
 * @param overlongBuffer tokens before the limit in which the over-long penalty grows from 0 to its whole
 */
public record RewardSpec(
        double accuracy,
        double format,
        double language,
        double overlong,
        double repetition,
        boolean partialCredit,
        int overlongBuffer) {
    /** Weights by part, in the recipe's order, those of 0 left out. */
    public Map<String, Double> weights() {
        Map<String, Double> weights = new LinkedHashMap<>();
        weights.put("accuracy", accuracy);
        weights.put("format", format);
        weights.put("language", language);
        weights.put("overlong", overlong);
        weights.put("repetition", repetition);
        weights.values().removeIf(weight -> weight == 0);
        return weights;
    }
}
