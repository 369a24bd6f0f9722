package io.srpo.train.config;

import java.nio.file.Path;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * One file of tasks in a stage.
 *
 * @param domain {@code math}, {@code code}, or one that a user added
 * @param file JSONL, absolute
 * @param weight how often this file's tasks are taken, relative to the stage's other files; above 0
 * @param skip tasks passed over at the file's beginning
 * @param limit tasks taken after these; 0 takes all
 * @param fields which key of a line holds what ({@code question}, {@code answer}, ...); empty: the layout is recognised
 */
public record DataSpec(String domain, Path file, double weight, int skip, int limit, Map<String, String> fields) {
    public DataSpec {
        fields = Collections.unmodifiableMap(new LinkedHashMap<>(fields));
    }
}
