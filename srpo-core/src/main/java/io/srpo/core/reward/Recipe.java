package io.srpo.core.reward;

import io.srpo.core.SrpoException;
import io.srpo.core.task.Task;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The parts of the reward with their weights. A part of weight 0 is never computed and does not show in the reward. Immutable, thread-safe.
 *
 * @param entries in the order of ledger and metrics, each name once
 */
public record Recipe(List<Entry> entries) {
    /** Accuracy 1, format 0.1, language 0.2: the parts are SRPO's (arXiv 2504.14286), the numbers ours. */
    public static Recipe standard(RewardSettings settings) {
        Map<String, Double> weights = new LinkedHashMap<>();
        weights.put(Accuracy.NAME, 1.0);
        weights.put(TagFormat.NAME, 0.1);
        weights.put(LanguageMixing.NAME, 0.2);
        return of(weights, settings);
    }

    /**
     * One part and what its score is multiplied by.
     *
     * @param weight at least 0: a part that penalises has scores below 0 already
     */
    public record Entry(RewardPart part, double weight) {
        /** @throws SrpoException (input) when the weight is negative or not finite */
        public Entry {
            if (!(weight >= 0 && Double.isFinite(weight))) {
                throw SrpoException.input("reward." + part.name() + ": the weight must be at least 0, not " + weight
                        + "; penalties score below 0 by themselves, so their weights are positive too");
            }
        }
    }

    /** @throws SrpoException (input) when a part is there twice or every weight is 0 */
    public Recipe {
        entries = List.copyOf(entries);
        if (entries.stream().map(e -> e.part().name()).distinct().count() < entries.size()) {
            throw SrpoException.input("reward: a part is named twice");
        }
        if (entries.stream().allMatch(e -> e.weight() == 0)) {
            throw SrpoException.input(
                    "reward: every weight is 0, so that nothing could be learnt; set accuracy to 1.0");
        }
    }

    /**
     * The recipe as configuration writes it.
     *
     * @param weights by part name, in order
     * @throws SrpoException (input) when a name is unknown or a number out of range
     */
    public static Recipe of(Map<String, Double> weights, RewardSettings settings) {
        List<Entry> entries = new ArrayList<>();
        weights.forEach((name, weight) -> entries.add(new Entry(RewardParts.named(name, settings), weight)));
        return new Recipe(entries);
    }

    /** The reward of one response. */
    public Reward reward(Task task, Response response, Verdict verdict) {
        Map<String, Double> parts = new LinkedHashMap<>();
        double total = 0;
        for (Entry entry : entries) {
            if (entry.weight() > 0) {
                double weighted = entry.weight() * entry.part().score(task, response, verdict);
                parts.put(entry.part().name(), weighted);
                total += weighted;
            }
        }
        return new Reward(total, parts);
    }
}
