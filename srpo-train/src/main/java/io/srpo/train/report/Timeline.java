package io.srpo.train.report;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * A run's metrics, one row for each step that has any: what a step reports and what an evaluation after it found. Their keys differ ({@code eval/}), so they share
 * a row. Step 0 is before training.
 */
final class Timeline {
    private final SortedMap<Long, Map<String, Object>> rows;
    private final Set<String> keys = new LinkedHashSet<>();

    private Timeline(SortedMap<Long, Map<String, Object>> rows) {
        this.rows = rows;
        rows.values().forEach(row -> keys.addAll(row.keySet()));
    }

    /** @param lines of {@code metrics.jsonl}; where two say the same key of a step, the later one holds */
    static Timeline of(List<Map<String, Object>> lines) {
        SortedMap<Long, Map<String, Object>> rows = new TreeMap<>();
        for (Map<String, Object> line : lines) {
            if (line.get("step") instanceof Number step) {
                rows.computeIfAbsent(step.longValue(), s -> new TreeMap<>()).putAll(line);
            }
        }
        return new Timeline(rows);
    }

    List<Long> steps() {
        return List.copyOf(rows.keySet());
    }

    /** All keys that some step has, in no particular order that could be relied on. */
    Set<String> keys() {
        return keys;
    }

    /** A figure at each of {@link #steps}, null where it was not measured. */
    List<@Nullable Double> column(String key) {
        List<@Nullable Double> column = new ArrayList<>(rows.size());
        rows.values().forEach(row -> column.add(number(row, key)));
        return column;
    }

    /** A figure wherever it was measured, in the order of steps. */
    List<Double> measured(String key) {
        List<Double> values = new ArrayList<>();
        for (Double value : column(key)) {
            if (value != null) {
                values.add(value);
            }
        }
        return values;
    }

    double sum(String key) {
        return measured(key).stream().mapToDouble(Double::doubleValue).sum();
    }

    /** Mean over the last tenth of the steps that have it, at least five where there are as many; NaN when there is none. */
    double lately(String key) {
        List<Double> values = measured(key);
        int from = Math.max(0, values.size() - Math.max(5, values.size() / 10));
        return values.subList(from, values.size()).stream()
                .mapToDouble(Double::doubleValue)
                .average()
                .orElse(Double.NaN);
    }

    /** A figure of one step, or null. */
    @Nullable
    Double at(long step, String key) {
        Map<String, Object> row = rows.get(step);
        return row == null ? null : number(row, key);
    }

    /** A word of one step, or empty. */
    String word(long step, String key) {
        Map<String, Object> row = rows.get(step);
        return row == null ? "" : Objects.toString(row.get(key), "");
    }

    /** What follows a prefix in the keys that begin with it, in alphabetical order. */
    List<String> after(String prefix) {
        return keys.stream()
                .filter(key -> key.startsWith(prefix))
                .map(key -> key.substring(prefix.length()))
                .sorted()
                .toList();
    }

    private static @Nullable Double number(Map<String, Object> row, String key) {
        return row.get(key) instanceof Number number ? (Double) number.doubleValue() : null;
    }
}
