package io.srpo.core.metrics;

import io.srpo.core.advantage.Batch;
import io.srpo.core.objective.Update;
import io.srpo.core.reflection.Reflection;
import io.srpo.core.reward.Judged;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What a step reports, as far as it follows from its answers, its batch and its update; speed, memory and pool sizes are added by who knows them.
 *
 * @param all over all domains
 * @param domains by domain name
 */
public record StepMetrics(
        AnswerMetrics all,
        SortedMap<String, AnswerMetrics> domains,
        GroupCounts groups,
        RolloutCounts rollouts,
        Update update) {
    public StepMetrics {
        domains = Collections.unmodifiableSortedMap(new TreeMap<>(domains));
    }

    public static StepMetrics of(List<Judged> judged, Batch batch, Update update, Reflection reflection) {
        SortedMap<String, AnswerMetrics> domains = new TreeMap<>();
        judged.stream().map(StepMetrics::domain).distinct().forEach(domain -> {
            List<Judged> ofDomain =
                    judged.stream().filter(g -> domain(g).equals(domain)).toList();
            domains.put(domain, AnswerMetrics.of(ofDomain, reflection));
        });
        return new StepMetrics(
                AnswerMetrics.of(judged, reflection),
                domains,
                GroupCounts.of(judged, batch),
                RolloutCounts.of(judged, batch),
                update);
    }

    /**
     * Flat, for one JSON line: {@code pass@1}, {@code pass@1/math}, {@code reward/accuracy/math}, {@code length/math/right}, {@code groups/mixed}, {@code
     * rollouts/paid}, {@code update/loss} and so on. Values are Integer, Long and finite Double; a figure that is not defined for this step (the
     * length of right answers where none is right) is absent. The order of keys is stable.
     */
    public Map<String, Object> toMap() {
        Map<String, Object> out = new LinkedHashMap<>();
        all.putInto(out, "");
        domains.forEach((domain, metrics) -> metrics.putInto(out, "/" + domain));
        groups.putInto(out);
        rollouts.putInto(out);
        Figures.put(out, "update/loss", update.loss());
        Figures.put(out, "update/gradient-norm", update.gradientNorm());
        Figures.put(out, "update/learning-rate", update.learningRate());
        Figures.put(out, "update/ratio-mean", update.ratioMean());
        Figures.put(out, "update/ratio-max", update.ratioMax());
        Figures.put(out, "update/clipped-share", update.clippedShare());
        Figures.put(out, "update/entropy", update.entropy());
        Figures.put(out, "update/log-prob-gap", update.logProbGap());
        Figures.put(out, "update/kl", update.kl());
        out.put("update/tokens", update.tokens());
        out.put("update/optimizer-steps", update.optimizerSteps());
        return out;
    }

    private static String domain(Judged group) {
        return group.group().prompt().task().domain().name();
    }
}
