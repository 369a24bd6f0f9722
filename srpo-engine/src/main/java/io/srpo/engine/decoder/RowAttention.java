package io.srpo.engine.decoder;

import io.srpo.engine.decoder.BlockPool.Block;
import io.srpo.engine.model.ModelConfig;
import io.srpo.engine.torch.Torch;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;

/**
 * Attention of one new token a row over its cached tokens, in plain Java. A row's products are tiny (a few query heads on one key head), and a BLAS call for each costs ten times the arithmetic;
 * here they are loops over whole arrays in the JIT compiler's vector instructions. The softmax is the tensor library's. A row's result does not depend on the
 * other rows, to the bit, but for the softmax's padding.
 */
final class RowAttention {
    private final int heads;
    private final int kvHeads;
    private final int repeat;
    private final int width;
    private final float scale;
    private float[] scores = {};

    RowAttention(ModelConfig config) {
        heads = config.heads();
        kvHeads = config.kvHeads();
        repeat = heads / kvHeads;
        width = config.headDim();
        scale = (float) (1 / Math.sqrt(width));
    }

    /**
     * @param rows sequences whose newest token's keys and values are stored already, as token {@code own.count()}
     * @param projected {@code [rows, heads + 2 kvHeads, headDim]}, queries turned
     * @param mixed result, {@code [rows, heads * headDim]}
     */
    void mix(int layer, List<DecodeSequence> rows, float[] projected, float[] mixed) {
        int longest = rows.stream().mapToInt(DecodeSequence::length).max().orElseThrow() + 1;
        int size = rows.size() * heads * longest;
        if (scores.length < size) {
            scores = new float[size + size / 4];
        }
        eachSlice(rows.size(), (from, to) -> score(layer, rows, from, to, projected, longest));
        Tensor table = Torch.empty((long) rows.size() * heads, longest);
        table.data_ptr_float().put(scores, 0, size);
        torch.softmax(table, -1).data_ptr_float().get(scores, 0, size);
        eachSlice(rows.size(), (from, to) -> mix(layer, rows, from, to, mixed, longest));
    }

    /** Rows from {@code from} up to {@code to}, worked on by one thread. */
    private interface Slice {
        void of(int from, int to);
    }

    /** Cuts the rows in as many slices as there are threads; which thread takes a row changes nothing in its result. */
    private static void eachSlice(int rows, Slice work) {
        int slices = Math.min(Torch.threads(), rows);
        if (slices == 1) {
            work.of(0, rows);
        } else {
            IntStream.range(0, slices).parallel().forEach(s -> work.of(s * rows / slices, (s + 1) * rows / slices));
        }
    }

    private void score(int layer, List<DecodeSequence> rows, int first, int end, float[] projected, int longest) {
        float[] accumulator = new float[BlockPool.TOKENS];
        int stride = (heads + 2 * kvHeads) * width;
        for (int r = first; r < end; r++) {
            DecodeSequence row = rows.get(r);
            int offset = r * heads * longest;
            int prompt = row.prompt.tokens.count();
            int own = row.own.count() + 1;
            score(layer, row.prompt.tokens, prompt, projected, r * stride, accumulator, offset, longest);
            score(layer, row.own, own, projected, r * stride, accumulator, offset + prompt, longest);
            if (prompt + own < longest) {
                for (int h = 0; h < heads; h++) {
                    int begin = offset + h * longest;
                    Arrays.fill(scores, begin + prompt + own, begin + longest, Float.NEGATIVE_INFINITY);
                }
            }
        }
    }

    private void mix(int layer, List<DecodeSequence> rows, int first, int end, float[] mixed, int longest) {
        float[] mixing = new float[width];
        for (int r = first; r < end; r++) {
            DecodeSequence row = rows.get(r);
            int prompt = row.prompt.tokens.count();
            for (int h = 0; h < heads; h++) {
                int offset = (r * heads + h) * longest;
                Arrays.fill(mixing, 0);
                mix(layer, row.prompt.tokens, prompt, h / repeat, mixing, offset);
                mix(layer, row.own, row.own.count() + 1, h / repeat, mixing, offset + prompt);
                System.arraycopy(mixing, 0, mixed, (r * heads + h) * width, width);
            }
        }
    }

    /** Scores of all heads on one sequence's tokens, into {@link #scores} from {@code offset} on, a head every {@code stride}. */
    private void score(
            int layer,
            CachedTokens tokens,
            int count,
            float[] projected,
            int query,
            float[] accumulator,
            int offset,
            int stride) {
        for (int from = 0; from < count; from += BlockPool.TOKENS) {
            int n = Math.min(BlockPool.TOKENS, count - from);
            float[][] keys = tokens.block(layer, from / BlockPool.TOKENS).keys();
            for (int h = 0; h < heads; h++) {
                int q = query + h * width;
                int k = h / repeat * width;
                Arrays.fill(accumulator, 0, n, 0);
                for (int d = 0; d < width; d += 4) {
                    add(
                            accumulator,
                            n,
                            keys[k + d],
                            scale * projected[q + d],
                            keys[k + d + 1],
                            scale * projected[q + d + 1],
                            keys[k + d + 2],
                            scale * projected[q + d + 2],
                            keys[k + d + 3],
                            scale * projected[q + d + 3]);
                }
                System.arraycopy(accumulator, 0, scores, offset + h * stride + from, n);
            }
        }
    }

    /** Adds one head's shares of values to {@code mixing}. */
    private void mix(int layer, CachedTokens tokens, int count, int kvHead, float[] mixing, int offset) {
        for (int from = 0; from < count; from += BlockPool.TOKENS) {
            Block block = tokens.block(layer, from / BlockPool.TOKENS);
            float[][] values = block.values();
            int n = Math.min(BlockPool.TOKENS, count - from);
            int v = kvHead * BlockPool.TOKENS;
            int p = offset + from;
            int t = 0;
            for (; t + 4 <= n; t += 4) {
                add(
                        mixing,
                        width,
                        values[v + t],
                        scores[p + t],
                        values[v + t + 1],
                        scores[p + t + 1],
                        values[v + t + 2],
                        scores[p + t + 2],
                        values[v + t + 3],
                        scores[p + t + 3]);
            }
            for (; t < n; t++) {
                float[] value = values[v + t];
                float share = scores[p + t];
                for (int i = 0; i < width; i++) {
                    mixing[i] += share * value[i];
                }
            }
        }
    }

    /** {@code out += a * x + b * y + c * z + d * w} over the first {@code n} elements. */
    private static void add(
            float[] out, int n, float[] x, float a, float[] y, float b, float[] z, float c, float[] w, float d) {
        for (int i = 0; i < n; i++) {
            out[i] += a * x[i] + b * y[i] + c * z[i] + d * w[i];
        }
    }
}
