package io.srpo.core.stage;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * {@code all: [...]}: once all of the rules say so at the same step.
 *
 * @param rules at least one
 */
public record AllOf(List<EndRule> rules) implements EndRule {
    public AllOf {
        rules = List.copyOf(rules);
        EndRule.require(!rules.isEmpty(), "all needs at least one rule");
    }

    @Override
    public Optional<String> endedBy(StageProgress progress) {
        List<String> reasons = new ArrayList<>();
        for (EndRule rule : rules) {
            Optional<String> reason = rule.endedBy(progress);
            if (reason.isEmpty()) {
                return reason;
            }
            reasons.add(reason.get());
        }
        return Optional.of("all: " + String.join("; and ", reasons));
    }

    @Override
    public Set<String> metrics() {
        Set<String> metrics = new TreeSet<>();
        rules.forEach(rule -> metrics.addAll(rule.metrics()));
        return metrics;
    }
}
