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
     * @param table {@code [kvHeads, rows * repeat, columns]}
     */
    void score(int layer, DecodePrompt prompt, Tensor queries, Tensor table) {
        torch.bmm_out(ofPrompt(table, prompt), byHead(queries).mul_(scale), prompt.keys.get(layer));
    }

    /**
     * Adds the prompt's values by their shares.
     *
     * @param shares of {@link #score}'s table's shape
     * @param mixed {@code [rows, heads * width]}
     */
    void mix(int layer, DecodePrompt prompt, Tensor shares, Tensor mixed) {
        Tensor values = torch.bmm(ofPrompt(shares, prompt), prompt.values.get(layer));
        mixed.unflatten(1, kvHeads, repeat, width)
                .add_(values.view(kvHeads, mixed.size(0), repeat, width).permute(1, 0, 2, 3));
    }

    private static Tensor ofPrompt(Tensor table, DecodePrompt prompt) {
        return table.narrow(2, table.size(2) - prompt.length, prompt.length);
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
