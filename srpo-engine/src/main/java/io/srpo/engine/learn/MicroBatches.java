package io.srpo.engine.learn;

import io.srpo.core.advantage.Batch;
import io.srpo.engine.decoder.Pack;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Cuts groups into micro-batches by a budget of token rows, in the order given. A group that does not fit what is left begins a new micro-batch when it fits one whole;
 * else it is split, and each part carries the prompt.
 */
final class MicroBatches {
    /**
     * Packed samples with what they are to predict.
     *
     * @param members indices of the samples, in the order of the flat list of all samples
     * @param begin first target of each member, and the end of the last
     * @param rows row that predicts each target
     * @param tokens token of each target
     */
    record MicroBatch(Pack pack, int[] members, int[] begin, int[] rows, int[] tokens) {}

    private final int budget;
    private final List<MicroBatch> done = new ArrayList<>();
    private final List<Batch.GroupSamples> open = new ArrayList<>();
    private final List<Integer> members = new ArrayList<>();
    private int used;

    private MicroBatches(int budget) {
        this.budget = budget;
    }

    /** Members are numbered through all groups' samples in order, from {@code 0}. */
    static List<MicroBatch> cut(List<Batch.GroupSamples> groups, int budget) {
        MicroBatches cutter = new MicroBatches(budget);
        int number = 0;
        for (Batch.GroupSamples group : groups) {
            cutter.add(group, number);
            number += group.samples().size();
        }
        cutter.finish();
        return List.copyOf(cutter.done);
    }

    private void add(Batch.GroupSamples group, int number) {
        int prompt = group.prompt().length;
        int whole =
                prompt + group.samples().stream().mapToInt(MicroBatches::rows).sum();
        if (used > 0 && used + whole > budget && whole <= budget) {
            finish();
        }
        List<Batch.Sample> part = new ArrayList<>();
        for (Batch.Sample sample : group.samples()) {
            int more = rows(sample) + (part.isEmpty() ? prompt : 0);
            if (used > 0 && used + more > budget) {
                close(group, part);
                finish();
                more = rows(sample) + prompt;
            }
            part.add(sample);
            members.add(number++);
            used += more;
        }
        close(group, part);
    }

    private void close(Batch.GroupSamples group, List<Batch.Sample> part) {
        if (!part.isEmpty()) {
            open.add(new Batch.GroupSamples(group.taskId(), group.prompt(), part));
            part.clear();
        }
    }

    /** The last token predicts nothing, so it takes no row. */
    private static int rows(Batch.Sample sample) {
        return sample.response().length - 1;
    }

    private void finish() {
        if (open.isEmpty()) {
            return;
        }
        List<Pack.Family> families = new ArrayList<>();
        int targets = 0;
        for (Batch.GroupSamples group : open) {
            List<int[]> inputs = new ArrayList<>();
            for (Batch.Sample sample : group.samples()) {
                inputs.add(Arrays.copyOf(sample.response(), rows(sample)));
                targets += sample.response().length - sample.lossFrom();
            }
            families.add(new Pack.Family(group.prompt(), inputs));
        }
        Pack pack = Pack.of(families);
        int[] begin = new int[members.size() + 1];
        int[] rows = new int[targets];
        int[] tokens = new int[targets];
        int next = 0;
        int member = 0;
        for (int f = 0; f < open.size(); f++) {
            List<Batch.Sample> samples = open.get(f).samples();
            for (int s = 0; s < samples.size(); s++) {
                begin[member++] = next;
                int[] response = samples.get(s).response();
                for (int i = samples.get(s).lossFrom(); i < response.length; i++, next++) {
                    rows[next] = pack.predictor(f, s, i);
                    tokens[next] = response[i];
                }
            }
        }
        begin[member] = next;
        done.add(new MicroBatch(
                pack, members.stream().mapToInt(Integer::intValue).toArray(), begin, rows, tokens));
        open.clear();
        members.clear();
        used = 0;
    }
}
