package io.srpo.data.curate;

import io.srpo.core.task.Domain;
import java.nio.file.Path;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One file that goes into a curation.
 *
 * @param name stands for the file in balance and ids
 * @param domain null to go by the columns
 * @param licence as a person would write it; kept with every row
 * @param fields column names, as {@link io.srpo.data.read.TaskFiles#read} takes them
 */
public record CurationSource(
        Path file, String name, @Nullable Domain domain, String licence, Map<String, String> fields) {
    public CurationSource {
        fields = Map.copyOf(fields);
    }
}
