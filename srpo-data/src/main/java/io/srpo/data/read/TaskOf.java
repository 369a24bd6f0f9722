package io.srpo.data.read;

import io.srpo.core.task.Domain;
import io.srpo.core.task.Language;
import io.srpo.core.task.Reference;
import io.srpo.core.task.Task;
import io.srpo.core.task.Tests;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Makes tasks of rows: ids and labels are handled alike whatever the layout. */
final class TaskOf {
    /** Columns that become labels when present, and the label's name; the first of two with the same name wins. */
    private static final List<Map.Entry<String, String>> LABELS = List.of(
            Map.entry("measured_level", "level"),
            Map.entry("level", "level"),
            Map.entry("difficulty", "level"),
            Map.entry("topic", "topic"),
            Map.entry("subject", "topic"),
            Map.entry("type", "topic"),
            Map.entry("Type", "topic"),
            Map.entry("contest_date", "date"),
            Map.entry("source", "source"),
            Map.entry("data_source", "source"));

    private TaskOf() {}

    static Task math(Row row, @Nullable String id, String question, String gold) {
        return new Task(id(row, id), Domain.MATH, question.strip(), new Reference.Answer(gold.strip()), labels(row));
    }

    static Task code(Row row, @Nullable String id, String question, Language language, Tests tests) {
        return code(row, id, question, language, tests, Map.of());
    }

    static Task code(
            Row row, @Nullable String id, String question, Language language, Tests tests, Map<String, String> more) {
        Map<String, String> labels = new LinkedHashMap<>(labels(row));
        labels.putAll(more);
        return new Task(id(row, id), Domain.CODE, question.strip(), new Reference.Code(language, tests), labels);
    }

    /**
     * The id of a published set's row: its own; a bare number, which every set has, is told apart by the file's name; the place in the file when it has none.
     */
    static String id(Row row, @Nullable String given) {
        if (given == null) {
            return row.stem() + ":" + row.line();
        }
        return given.chars().allMatch(Character::isDigit) ? row.stem() + "/" + given : given;
    }

    /** Level, topic and source, as far as the row tells them. */
    static Map<String, String> labels(Row row) {
        Map<String, String> labels = new LinkedHashMap<>();
        for (Map.Entry<String, String> label : LABELS) {
            String value = row.optional(label.getKey());
            if (value != null) {
                labels.putIfAbsent(label.getValue(), value.replaceFirst("^Level (?=\\d)", ""));
            }
        }
        return labels;
    }
}
