package io.srpo.train.config;

import java.nio.file.Path;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What is measured on the way.
 *
 * @param every steps between evaluations; 0 for only before and after
 */
public record EvaluationSpec(int every, List<EvalSet> sets) {
    public EvaluationSpec {
        sets = List.copyOf(sets);
    }

    /**
     * A file of held-out tasks.
     *
     * @param domain null: by the file's layout
     * @param samples answers to each question
     * @param shuffle as {@link DataSpec#shuffle}
     * @param skip questions passed over at the beginning of that order
     * @param limit questions taken after these; 0 takes all
     * @param maxTokens null: as {@code rollout.maxTokens}
     * @param fields as {@link DataSpec#fields}
     */
    public record EvalSet(
            Path file,
            @Nullable String domain,
            int samples,
            @Nullable Long shuffle,
            int skip,
            int limit,
            double temperature,
            double topP,
            @Nullable Integer maxTokens,
            Map<String, String> fields) {
        public EvalSet {
            fields = Collections.unmodifiableMap(new LinkedHashMap<>(fields));
        }

        /** The first questions of the set only, at most as many as it had. */
        public EvalSet first(int questions) {
            int fewer = limit == 0 ? questions : Math.min(questions, limit);
            return new EvalSet(file, domain, samples, shuffle, skip, fewer, temperature, topP, maxTokens, fields);
        }
    }
}
