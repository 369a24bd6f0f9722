package io.srpo.engine.decoder;

import io.srpo.engine.model.ModelConfig;
import io.srpo.engine.torch.Torch;
import java.util.ArrayList;
import java.util.List;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;

/** Attention of neighbouring rows to the prompt that they share: one product for all of them, however long the prompt is. */
final class SharedPrompts implements AutoCloseable {
    private final int kvHeads;
    private final int repeat;
    private final int width;
    private final Scalar scale;
    private final Scalar masked = Torch.constant(Double.NEGATIVE_INFINITY);

    SharedPrompts(ModelConfig config) {
        kvHeads = config.kvHeads();
        repeat = config.heads() / kvHeads;
        width = config.headDim();
        scale = Torch.constant(1 / Math.sqrt(width));
    }

    /** Neighbouring rows of one prompt. */
    record Run(DecodePrompt prompt, int first, int count) {}

    /** The runs of rows whose prompts lie in tensors. */
    static List<Run> runs(List<DecodeSequence> rows) {
        List<Run> runs = new ArrayList<>();
        int first = 0;
        for (int r = 1; r <= rows.size(); r++) {
            DecodePrompt prompt = rows.get(first).prompt;
            if (r == rows.size() || rows.get(r).prompt != prompt) {
                if (prompt.shared()) {
                    runs.add(new Run(prompt, first, r - first));
                }
                first = r;
            }
        }
        return runs;
    }

    /** Longest prompt of the runs; 0 without any. */
    static int longest(List<Run> runs) {
        return runs.stream().mapToInt(run -> run.prompt.length).max().orElse(0);
    }

    /**
     * Fills the columns of a score table that stand for shared prompts.
     *
     * @param queries turned, {@code [rows, heads * width]}, strided
     * @param table {@code [rows, kvHeads, repeat, columns]}
     * @param from first of these columns; they reach to the table's end
     */
    void score(int layer, List<Run> runs, Tensor queries, Tensor table, int from) {
        long columns = table.size(3) - from;
        int covered = 0;
        for (Run run : runs) {
            try (PointerScope scope = new PointerScope()) {
                mask(table, covered, run.first, from, columns);
                covered = run.first + run.count;
                Tensor query = byHead(queries.narrow(0, run.first, run.count));
                Tensor scores = torch.bmm(query, run.prompt.keys.get(layer)).mul_(scale);
                Tensor rows = table.narrow(0, run.first, run.count);
                rows.narrow(3, from, run.prompt.length)
                        .copy_(scores.view(kvHeads, run.count, repeat, run.prompt.length)
                                .permute(1, 0, 2, 3));
                if (run.prompt.length < columns) {
                    rows.narrow(3, (long) from + run.prompt.length, columns - run.prompt.length)
                            .fill_(masked);
                }
            }
        }
        try (PointerScope scope = new PointerScope()) {
            mask(table, covered, Math.toIntExact(table.size(0)), from, columns);
        }
    }

    private void mask(Tensor table, int first, int end, int from, long columns) {
        if (first < end) {
            table.narrow(0, first, (long) end - first).narrow(3, from, columns).fill_(masked);
        }
    }

    /**
     * Adds the shared prompts' values by their shares.
     *
     * @param shares of {@link #score}'s table's shape
     * @param mixed {@code [rows, heads * width]}
     */
    void mix(int layer, List<Run> runs, Tensor shares, int from, Tensor mixed) {
        for (Run run : runs) {
            try (PointerScope scope = new PointerScope()) {
                Tensor share = shares.narrow(0, run.first, run.count)
                        .narrow(3, from, run.prompt.length)
                        .permute(1, 0, 2, 3)
                        .reshape(kvHeads, (long) run.count * repeat, run.prompt.length);
                Tensor values = torch.bmm(share, run.prompt.values.get(layer));
                mixed.narrow(0, run.first, run.count)
                        .unflatten(1, kvHeads, repeat, width)
                        .add_(values.view(kvHeads, run.count, repeat, width).permute(1, 0, 2, 3));
            }
        }
    }

    /** {@code [count, heads * width]} to {@code [kvHeads, count * repeat, width]}. */
    private Tensor byHead(Tensor rows) {
        long count = rows.size(0);
        return rows.unflatten(1, kvHeads, repeat, width).permute(1, 0, 2, 3).reshape(kvHeads, count * repeat, width);
    }

    @Override
    public void close() {
        Torch.drop(scale);
        Torch.drop(masked);
    }
}
