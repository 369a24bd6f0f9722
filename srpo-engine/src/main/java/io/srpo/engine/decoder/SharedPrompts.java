package io.srpo.engine.decoder;

import io.srpo.engine.model.ModelConfig;
import io.srpo.engine.torch.Torch;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;

/** Attention of neighbouring rows to the prompt that they share: one product for all of them, however long the prompt is. */
final class SharedPrompts implements AutoCloseable {
    private final int kvHeads;
    private final int repeat;
    private final int width;
    private final Scalar scale;

    SharedPrompts(ModelConfig config) {
        kvHeads = config.kvHeads();
        repeat = config.heads() / kvHeads;
        width = config.headDim();
        scale = Torch.constant(1 / Math.sqrt(width));
    }

    /**
     * Fills the columns of a score table that stand for the prompt, which are its last.
     *
     * @param queries turned, {@code [rows, heads * width]}, strided
     * @param table {@code [rows, kvHeads, repeat, columns]}
     */
    void score(int layer, DecodePrompt prompt, Tensor queries, Tensor table) {
        Tensor scores = torch.bmm(byHead(queries), prompt.keys.get(layer)).mul_(scale);
        table.narrow(3, table.size(3) - prompt.length, prompt.length)
                .copy_(scores.view(kvHeads, queries.size(0), repeat, prompt.length)
                        .permute(1, 0, 2, 3));
    }

    /**
     * Adds the prompt's values by their shares.
     *
     * @param shares of {@link #score}'s table's shape
     * @param mixed {@code [rows, heads * width]}
     */
    void mix(int layer, DecodePrompt prompt, Tensor shares, Tensor mixed) {
        long rows = mixed.size(0);
        Tensor share = shares.narrow(3, shares.size(3) - prompt.length, prompt.length)
                .permute(1, 0, 2, 3)
                .reshape(kvHeads, rows * repeat, prompt.length);
        Tensor values = torch.bmm(share, prompt.values.get(layer));
        mixed.unflatten(1, kvHeads, repeat, width)
                .add_(values.view(kvHeads, rows, repeat, width).permute(1, 0, 2, 3));
    }

    /** {@code [count, heads * width]} to {@code [kvHeads, count * repeat, width]}. */
    private Tensor byHead(Tensor rows) {
        long count = rows.size(0);
        return rows.unflatten(1, kvHeads, repeat, width).permute(1, 0, 2, 3).reshape(kvHeads, count * repeat, width);
    }

    @Override
    public void close() {
        Torch.drop(scale);
    }
}
