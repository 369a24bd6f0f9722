package io.srpo.data.curate;

import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/**
 * What a curation removes.
 *
 * @param filters those that are on; {@link Filter#UNREADABLE} always is
 * @param longest tokens of a question at most; 0 for any length
 * @param languages ISO 639-1 codes wanted; empty for any. A row in which nothing tells its language stays
 * @param near similarity from which two questions are near duplicates, 0.5 to 1
 * @param gram words in a row that make a contamination
 * @param contaminationNear similarity to a benchmark's question that makes one, 0.5 to 1
 * @param balanceBy labels that make a group: {@code source}, {@code topic}, {@code level}
 * @param most rows of a group at most; 0 for any number
 * @param seed decides which rows of a group stay
 */
public record CurationRules(
        Set<Filter> filters,
        int longest,
        List<String> languages,
        double near,
        int gram,
        double contaminationNear,
        List<String> balanceBy,
        int most,
        long seed) {
    public CurationRules {
        filters = filters.isEmpty() ? Set.of() : EnumSet.copyOf(filters);
        languages = List.copyOf(languages);
        balanceBy = List.copyOf(balanceBy);
    }

    boolean on(Filter filter) {
        return filters.contains(filter);
    }
}
