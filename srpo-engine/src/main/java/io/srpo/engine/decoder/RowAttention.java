package io.srpo.engine.decoder;

import io.srpo.engine.model.ModelConfig;
import io.srpo.engine.torch.Torch;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;

/**
 * Attention of one new token a row over its cached tokens. A row's products with its own tokens are tiny (a few query heads on one key head), and a BLAS call for each costs ten
 * times the arithmetic: {@link RowKernel} does them in plain Java. Prompts that many rows share are {@link SharedPrompts}' matter; one softmax goes over both.
 */
final class RowAttention implements AutoCloseable {
    private static final int SLICES_A_THREAD = 4;

    private final ModelConfig config;
    private final Rotary rotary;
    private final RowKernel kernel;
    private final SharedPrompts prompts;
    private final int heads;
    private final int width;
    private final int stride;
    private float[] projected = {};
    private float[] mixed = {};
    private float[] scores = {};

    RowAttention(ModelConfig config, Rotary rotary) {
        this.config = config;
        this.rotary = rotary;
        kernel = new RowKernel(config);
        prompts = new SharedPrompts(config);
        heads = config.heads();
        width = config.headDim();
        stride = (heads + 2 * config.kvHeads()) * width;
    }

    /**
     * Turns queries and keys, stores the new token's keys and values as token {@code own.count()} of each row, and attends.
     *
     * @param rows in runs of equal prompts
     * @param qkv {@code [rows, (heads + 2 kvHeads) * width]}, not turned; it may have further rows, which nothing is made of
     * @return {@code [rows, heads * width]} with as many rows as {@code qkv} has, of the surrounding scope
     */
    Tensor mix(int layer, List<DecodeSequence> rows, Tensor qkv) {
        int count = rows.size();
        projected = roomy(projected, count * stride);
        mixed = roomy(mixed, count * heads * width);
        int longest = rows.stream().mapToInt(DecodeSequence::apart).max().orElseThrow() + 1;
        scores = roomy(scores, count * heads * longest);
        qkv.data_ptr_float().get(projected, 0, count * stride);
        // Here and not by the slices' threads, which only read the tables.
        rotary.reach(rows.stream().mapToInt(DecodeSequence::length).max().orElseThrow() + 1);
        eachSlice(count, (from, to) -> score(layer, rows, from, to, longest));

        Tensor result = Torch.zeros(qkv.size(0), (long) heads * width);
        List<SharedPrompts.Run> runs = SharedPrompts.runs(rows);
        try (PointerScope scope = new PointerScope()) {
            Tensor own = Torch.empty((long) count * heads, longest);
            own.data_ptr_float().put(scores, 0, count * heads * longest);
            Tensor shares = own;
            int shared = SharedPrompts.longest(runs);
            if (shared == 0) {
                torch.softmax(own, -1).data_ptr_float().get(scores, 0, count * heads * longest);
            } else {
                Tensor table = Torch.empty((long) count * heads, longest + (long) shared);
                table.narrow(1, 0, longest).copy_(own);
                Tensor split = split(table, count);
                qkv.data_ptr_float().put(projected, 0, count * stride);
                prompts.score(layer, runs, qkv.narrow(0, 0, count).narrow(1, 0, (long) heads * width), split, longest);
                shares = torch.softmax(table, -1);
                shares.narrow(1, 0, longest).contiguous().data_ptr_float().get(scores, 0, count * heads * longest);
            }
            eachSlice(count, (from, to) -> mix(layer, rows, from, to, longest));
            result.data_ptr_float().put(mixed, 0, count * heads * width);
            if (shared > 0) {
                prompts.mix(layer, runs, split(shares, count), longest, result);
            }
        }
        return result;
    }

    private Tensor split(Tensor table, int rows) {
        return table.view(rows, config.kvHeads(), heads / (long) config.kvHeads(), table.size(1));
    }

    private static float[] roomy(float[] array, int size) {
        return array.length < size ? new float[size + size / 4] : array;
    }

    /** Rows from {@code from} up to {@code to}, worked on by one thread. */
    private interface Slice {
        void of(int from, int to);
    }

    /** Cuts the rows into a few slices a thread, so that a thread that wakes late finds some left; which thread takes a row changes nothing in its result. */
    private static void eachSlice(int rows, Slice work) {
        int slices = Torch.threads() == 1 ? 1 : Math.min(SLICES_A_THREAD * Torch.threads(), rows);
        if (slices == 1) {
            work.of(0, rows);
        } else {
            IntStream.range(0, slices).parallel().forEach(s -> work.of(s * rows / slices, (s + 1) * rows / slices));
        }
    }

    private void score(int layer, List<DecodeSequence> rows, int first, int end, int longest) {
        float[] scratch = new float[BlockPool.TOKENS];
        int turned = heads + config.kvHeads();
        for (int r = first; r < end; r++) {
            DecodeSequence row = rows.get(r);
            int at = r * stride;
            rotary.turn(projected, at, turned, row.length());
            row.own.put(layer, row.own.count(), projected, at + heads * width, at + turned * width);
            int offset = r * heads * longest;
            int prompt = row.prompt.tokens.count();
            int own = row.own.count() + 1;
            kernel.score(layer, row.prompt.tokens, prompt, projected, at, scratch, scores, offset, longest);
            kernel.score(layer, row.own, own, projected, at, scratch, scores, offset + prompt, longest);
            if (prompt + own < longest) {
                for (int h = 0; h < heads; h++) {
                    int begin = offset + h * longest;
                    Arrays.fill(scores, begin + prompt + own, begin + longest, Float.NEGATIVE_INFINITY);
                }
            }
        }
    }

    private void mix(int layer, List<DecodeSequence> rows, int first, int end, int longest) {
        float[] sum = new float[width];
        for (int r = first; r < end; r++) {
            DecodeSequence row = rows.get(r);
            int prompt = row.prompt.tokens.count();
            for (int h = 0; h < heads; h++) {
                int offset = (r * heads + h) * longest;
                Arrays.fill(sum, 0);
                kernel.mix(layer, row.prompt.tokens, prompt, h, scores, offset, sum);
                kernel.mix(layer, row.own, row.own.count() + 1, h, scores, offset + prompt, sum);
                System.arraycopy(sum, 0, mixed, (r * heads + h) * width, width);
            }
        }
    }

    @Override
    public void close() {
        prompts.close();
    }
}
