package io.srpo.engine.learn;

import io.srpo.core.advantage.Batch;
import io.srpo.core.rollout.RandomStream;
import java.util.ArrayList;
import java.util.List;

/** A batch in several shuffled parts, one an optimizer step, and counts over groups. */
final class Parts {
    private Parts() {}

    /** As many parts as wished for, or as there are groups; a single part keeps the order. */
    static List<List<Batch.GroupSamples>> of(List<Batch.GroupSamples> groups, int wished, long seed, long step) {
        int count = Math.min(wished, groups.size());
        if (count == 1) {
            return List.of(groups);
        }
        List<Batch.GroupSamples> shuffled = new ArrayList<>(groups);
        RandomStream random = RandomStream.of(seed, step, "updates", 0);
        for (int i = shuffled.size() - 1; i > 0; i--) {
            int j = random.nextInt(i + 1);
            Batch.GroupSamples moved = shuffled.get(i);
            shuffled.set(i, shuffled.get(j));
            shuffled.set(j, moved);
        }
        List<List<Batch.GroupSamples>> parts = new ArrayList<>();
        for (int p = 0; p < count; p++) {
            parts.add(shuffled.subList(p * shuffled.size() / count, (p + 1) * shuffled.size() / count));
        }
        return parts;
    }

    static List<Batch.Sample> samples(List<Batch.GroupSamples> groups) {
        return groups.stream().flatMap(group -> group.samples().stream()).toList();
    }

    static long trainedTokens(List<Batch.GroupSamples> groups) {
        return samples(groups).stream()
                .mapToLong(sample -> sample.response().length - sample.lossFrom())
                .sum();
    }
}
