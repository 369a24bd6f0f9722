package io.srpo.core.stage;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * {@code any: [...]}: as soon as one of the rules says so; the first that does gives the reason.
 *
 * @param rules at least one
 */
public record AnyOf(List<EndRule> rules) implements EndRule {
    public AnyOf {
        rules = List.copyOf(rules);
        EndRule.require(!rules.isEmpty(), "any needs at least one rule");
    }

    @Override
    public Optional<String> endedBy(StageProgress progress) {
        return rules.stream().flatMap(rule -> rule.endedBy(progress).stream()).findFirst();
    }

    @Override
    public Set<String> metrics() {
        Set<String> metrics = new TreeSet<>();
        rules.forEach(rule -> metrics.addAll(rule.metrics()));
        return metrics;
    }
}
