package io.srpo.core.selection;

import io.srpo.core.rollout.RandomStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;

/**
 * The order in which an epoch passes once through the active prompts: each source shuffled by itself, then the sources interleaved by
 * weight. A pure function of (seed, stage, epoch, active prompts in their order, sources). How sources are interleaved is our decision.
 *
 * <p>With weights 1 and 2 every third prompt comes from the first source, for as long as both have some left; then the other one has
 * the rest of the epoch, since an epoch takes every prompt once whatever the weights.
 */
final class EpochPlan {
    private EpochPlan() {}

    static List<String> order(long seed, int stage, int epoch, List<String> active, StageData data) {
        List<StageData.Source> sources = data.sources();
        List<List<String>> queues = new ArrayList<>();
        sources.forEach(source -> queues.add(new ArrayList<>()));
        active.forEach(taskId -> queues.get(data.sourceOf(taskId)).add(taskId));
        double[] weights = new double[sources.size()];
        for (int i = 0; i < weights.length; i++) {
            String key = "order of stage " + stage + ", " + sources.get(i).name();
            shuffle(queues.get(i), RandomStream.of(seed, epoch, key, 0));
            weights[i] = sources.get(i).weight();
        }
        return interleave(queues, weights);
    }

    private static void shuffle(List<String> prompts, RandomStream random) {
        for (int i = prompts.size() - 1; i > 0; i--) {
            Collections.swap(prompts, i, random.nextInt(i + 1));
        }
    }

    /** Smooth weighted round robin: each turn every source with prompts left gains its weight, and the richest pays for all. */
    private static List<String> interleave(List<List<String>> queues, double[] weights) {
        int size = queues.stream().mapToInt(List::size).sum();
        List<String> order = new ArrayList<>(size);
        int[] taken = new int[weights.length];
        double[] credit = new double[weights.length];
        while (order.size() < size) {
            int richest = -1;
            double total = 0;
            for (int i = 0; i < weights.length; i++) {
                if (taken[i] < queues.get(i).size()) {
                    credit[i] += weights[i];
                    total += weights[i];
                    if (richest < 0 || credit[i] > credit[richest]) {
                        richest = i;
                    }
                }
            }
            credit[richest] -= total;
            order.add(queues.get(richest).get(taken[richest]++));
            if (taken[richest] == queues.get(richest).size()) {
                Arrays.fill(credit, 0); // the ones that are left share out anew
            }
        }
        return Collections.unmodifiableList(order);
    }
}
