package io.srpo.core.reward;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The reward of one rollout.
 *
 * @param total the sum of its parts
 * @param parts weighted score of each part by name, in the recipe's order
 */
public record Reward(double total, Map<String, Double> parts) {
    public Reward {
        parts = Collections.unmodifiableMap(new LinkedHashMap<>(parts));
    }
}
