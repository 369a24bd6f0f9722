package io.srpo.data.curate;

import java.nio.file.Path;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * What a curation did.
 *
 * @param rows read, over all sources
 * @param removed rows by filter; filters that removed none are absent
 * @param samples the first three removals of each filter
 */
public record CurationResult(
        int rows,
        Written written,
        List<SourceCount> sources,
        Map<Filter, Integer> removed,
        Map<Filter, List<Removal>> samples) {
    public CurationResult {
        sources = List.copyOf(sources);
        removed = new EnumMap<>(removed.isEmpty() ? new EnumMap<>(Filter.class) : removed);
        samples = new EnumMap<>(samples.isEmpty() ? new EnumMap<>(Filter.class) : samples);
    }

    /**
     * The file written.
     *
     * @param renamed rows whose id another row had already
     */
    public record Written(Path file, int rows, int renamed) {}

    /** What came of one source. */
    public record SourceCount(CurationSource source, int rows, int kept) {}
}
