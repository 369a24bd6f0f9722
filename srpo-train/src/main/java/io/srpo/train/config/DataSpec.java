package io.srpo.train.config;

import java.nio.file.Path;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One file of tasks in a stage.
 *
 * @param domain {@code math}, {@code code}, or one that a user added
 * @param file JSONL, absolute
 * @param weight how often this file's tasks are taken, relative to the stage's other files; above 0
 * @param shuffle seed of the order in which the file's tasks are counted off, so that two parts of a sorted file are alike; null: as they stand
 * @param skip tasks passed over at the beginning of that order
 * @param limit tasks taken after these; 0 takes all
 * @param fields which key of a line holds what ({@code question}, {@code answer}, ...); empty: the layout is recognised
 */
public record DataSpec(
        String domain,
        Path file,
        double weight,
        @Nullable Long shuffle,
        int skip,
        int limit,
        Map<String, String> fields) {
    public DataSpec {
        fields = Collections.unmodifiableMap(new LinkedHashMap<>(fields));
    }
}
