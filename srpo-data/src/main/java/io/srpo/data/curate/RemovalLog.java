package io.srpo.data.curate;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Counts of removals with the first few of each filter, and the questions that late removals are shown beside. */
final class RemovalLog {
    static final int SAMPLES = 3;

    private final List<CurationSource> sources;
    private final Map<Filter, Integer> counts = new EnumMap<>(Filter.class);
    private final Map<Filter, List<Removal>> samples = new EnumMap<>(Filter.class);
    private final int[] rows;
    private final int[] kept;
    /** By row number: questions of twins, filled while they are written past. */
    private final Map<Integer, String> twins = new HashMap<>();

    RemovalLog(List<CurationSource> sources) {
        this.sources = sources;
        this.rows = new int[sources.size()];
        this.kept = new int[sources.size()];
    }

    void add(Removal removal) {
        counts.merge(removal.filter(), 1, Integer::sum);
        List<Removal> shown = samples.computeIfAbsent(removal.filter(), filter -> new ArrayList<>());
        if (shown.size() < SAMPLES) {
            shown.add(removal);
        }
    }

    /** Which twins' questions will be wanted: those of the first few removals of each filter that compares rows. */
    void samplesOf(Decisions decisions) {
        Map<Filter, Integer> seen = new EnumMap<>(Filter.class);
        for (int row = 0; row < decisions.rows(); row++) {
            Filter filter = decisions.filter(row);
            if (filter != null && decisions.twin(row) >= 0 && seen.merge(filter, 1, Integer::sum) <= SAMPLES) {
                twins.put(decisions.twin(row), "");
            }
        }
    }

    boolean wantsQuestion(int row) {
        return twins.containsKey(row);
    }

    void question(int row, String question) {
        twins.put(row, question);
    }

    String twinQuestion(int row) {
        return twins.getOrDefault(row, "");
    }

    void read(int source, boolean stays) {
        rows[source]++;
        kept[source] += stays ? 1 : 0;
    }

    CurationResult result(Decisions decisions, CurationResult.Written written) {
        List<CurationResult.SourceCount> perSource = new ArrayList<>();
        for (int s = 0; s < sources.size(); s++) {
            perSource.add(new CurationResult.SourceCount(sources.get(s), rows[s], kept[s]));
        }
        return new CurationResult(decisions.rows(), written, perSource, counts, samples);
    }
}
