package io.srpo.train.config;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import com.fasterxml.jackson.databind.JsonNode;
import io.srpo.core.stage.AllOf;
import io.srpo.core.stage.AnyOf;
import io.srpo.core.stage.EndRule;
import io.srpo.core.stage.ValueReached;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** When a stage ends; an exhausted pool or a person's word ends it in any case. Written as an object with one key. */
public sealed interface UntilSpec {
    /** After this many steps of the stage. */
    record Steps(int steps) implements UntilSpec {}

    /** After this many epochs of the stage. */
    record Epochs(int epochs) implements UntilSpec {}

    /** When the metric gains less than {@code gain} over the last {@code window} steps. */
    record Plateau(
            String metric,
            int window,
            double gain,
            @Nullable Integer smoothing) implements UntilSpec {}

    /** When the metric has been at least (or at most) a value for {@code steps} steps in a row; written {@code for}. */
    record Value(
            String metric,
            @Nullable Double atLeast,
            @Nullable Double atMost,
            int steps) implements UntilSpec {
        /** With both bounds the metric has to lie between them. */
        private EndRule valueReached() {
            List<EndRule> rules = new ArrayList<>();
            if (atLeast != null) {
                rules.add(new ValueReached(metric, ValueReached.Side.AT_LEAST, atLeast, steps));
            }
            if (atMost != null) {
                rules.add(new ValueReached(metric, ValueReached.Side.AT_MOST, atMost, steps));
            }
            return rules.size() == 1 ? rules.get(0) : new AllOf(rules);
        }
    }

    /** When one of the rules holds. */
    record Any(List<UntilSpec> rules) implements UntilSpec {
        public Any {
            rules = List.copyOf(rules);
        }
    }

    /** When all of the rules hold. */
    record All(List<UntilSpec> rules) implements UntilSpec {
        public All {
            rules = List.copyOf(rules);
        }
    }

    /** The rule itself. */
    default EndRule rule() {
        if (this instanceof Steps rule) {
            return new io.srpo.core.stage.Steps(rule.steps);
        } else if (this instanceof Epochs rule) {
            return new io.srpo.core.stage.Epochs(rule.epochs);
        } else if (this instanceof Plateau rule) {
            return rule.smoothing == null
                    ? new io.srpo.core.stage.Plateau(rule.metric, rule.window, rule.gain)
                    : new io.srpo.core.stage.Plateau(rule.metric, rule.window, rule.gain, rule.smoothing);
        } else if (this instanceof Value rule) {
            return rule.valueReached();
        } else if (this instanceof Any rule) {
            return new AnyOf(rule.rules.stream().map(UntilSpec::rule).toList());
        }
        return new AllOf(((All) this).rules.stream().map(UntilSpec::rule).toList());
    }

    /** Reads {@code {steps: 400}} and its like; the schema has been held against it. */
    @JsonCreator
    static UntilSpec of(JsonNode node) {
        String key = node.fieldNames().next();
        JsonNode rule = node.get(key);
        return switch (key) {
            case "steps" -> new Steps(rule.intValue());
            case "epochs" -> new Epochs(rule.intValue());
            case "plateau" ->
                new Plateau(
                        rule.get("metric").textValue(),
                        rule.get("window").intValue(),
                        rule.get("gain").doubleValue(),
                        rule.path("smoothing").isInt()
                                ? (Integer) rule.get("smoothing").intValue()
                                : null);
            case "value" ->
                new Value(
                        rule.get("metric").textValue(),
                        number(rule.get("atLeast")),
                        number(rule.get("atMost")),
                        rule.get("for").intValue());
            case "any" -> new Any(each(rule));
            case "all" -> new All(each(rule));
            default -> throw new IllegalArgumentException("no rule is called " + key);
        };
    }

    /** The rule as configuration holds it. */
    @JsonValue
    default Map<String, Object> tree() {
        if (this instanceof Steps rule) {
            return Map.of("steps", rule.steps);
        } else if (this instanceof Epochs rule) {
            return Map.of("epochs", rule.epochs);
        } else if (this instanceof Plateau rule) {
            return Map.of(
                    "plateau",
                    ordered(
                            "metric",
                            rule.metric,
                            "window",
                            rule.window,
                            "gain",
                            rule.gain,
                            "smoothing",
                            rule.smoothing));
        } else if (this instanceof Value rule) {
            return Map.of(
                    "value",
                    ordered("metric", rule.metric, "atLeast", rule.atLeast, "atMost", rule.atMost, "for", rule.steps));
        } else if (this instanceof Any rule) {
            return Map.of("any", rule.rules);
        } else {
            return Map.of("all", ((All) this).rules);
        }
    }

    private static Map<String, @Nullable Object> ordered(@Nullable Object... keysAndValues) {
        Map<String, @Nullable Object> map = new LinkedHashMap<>();
        for (int i = 0; i < keysAndValues.length; i += 2) {
            map.put(String.valueOf(keysAndValues[i]), keysAndValues[i + 1]);
        }
        return map;
    }

    private static List<UntilSpec> each(JsonNode rules) {
        List<UntilSpec> list = new ArrayList<>();
        rules.forEach(rule -> list.add(of(rule)));
        return list;
    }

    private static @Nullable Double number(@Nullable JsonNode node) {
        return node == null || node.isNull() ? null : node.doubleValue();
    }
}
