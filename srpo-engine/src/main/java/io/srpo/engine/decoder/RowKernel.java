package io.srpo.engine.decoder;

import io.srpo.engine.decoder.BlockPool.Block;
import io.srpo.engine.model.ModelConfig;
import java.util.Arrays;

/**
 * One query's products with cached keys and values: loops over whole arrays, eight of them at a time, in fused multiply-adds, the form that the JIT compiler turns into vector
 * instructions. Sums run in the same order whatever else is in the batch.
 */
final class RowKernel {
    private final int heads;
    private final int repeat;
    private final int width;
    private final float scale;

    RowKernel(ModelConfig config) {
        heads = config.heads();
        repeat = heads / config.kvHeads();
        width = config.headDim();
        scale = (float) (1 / Math.sqrt(width));
    }

    /**
     * Scaled scores of all heads on one sequence's tokens.
     *
     * @param projected holds the queries {@code [heads, width]} from {@code query} on
     * @param scratch as long as a block
     * @param scores receives them from {@code offset} on, a head every {@code stride}
     */
    void score(
            int layer,
            CachedTokens tokens,
            int count,
            float[] projected,
            int query,
            float[] scratch,
            float[] scores,
            int offset,
            int stride) {
        for (int from = 0; from < count; from += BlockPool.TOKENS) {
            int n = Math.min(BlockPool.TOKENS, count - from);
            float[][] keys = tokens.block(layer, from / BlockPool.TOKENS).keys();
            for (int h = 0; h < heads; h++) {
                int q = query + h * width;
                int k = h / repeat * width;
                Arrays.fill(scratch, 0);
                int d = 0;
                // Always over a whole block: what lies behind the count is not read, and a constant end spares the loop
                // its remainders.
                for (; d + 8 <= width; d += 8) {
                    add8(scratch, BlockPool.TOKENS, keys, k + d, projected, q + d, scale);
                }
                for (; d < width; d++) {
                    add(scratch, BlockPool.TOKENS, keys[k + d], scale * projected[q + d]);
                }
                System.arraycopy(scratch, 0, scores, offset + h * stride + from, n);
            }
        }
    }

    /** Adds one head's values by their shares, which begin at {@code offset}, to {@code sum [width]}. */
    void mix(int layer, CachedTokens tokens, int count, int head, float[] shares, int offset, float[] sum) {
        for (int from = 0; from < count; from += BlockPool.TOKENS) {
            Block block = tokens.block(layer, from / BlockPool.TOKENS);
            float[][] values = block.values();
            int n = Math.min(BlockPool.TOKENS, count - from);
            int v = head / repeat * BlockPool.TOKENS;
            int t = 0;
            for (; t + 8 <= n; t += 8) {
                add8(sum, width, values, v + t, shares, offset + from + t, 1);
            }
            for (; t < n; t++) {
                add(sum, width, values[v + t], shares[offset + from + t]);
            }
        }
    }

    private static void add8(float[] out, int n, float[][] rows, int row, float[] factors, int factor, float scale) {
        if (n == BlockPool.TOKENS) {
            addBlock(
                    out,
                    rows[row],
                    scale * factors[factor],
                    rows[row + 1],
                    scale * factors[factor + 1],
                    rows[row + 2],
                    scale * factors[factor + 2],
                    rows[row + 3],
                    scale * factors[factor + 3],
                    rows[row + 4],
                    scale * factors[factor + 4],
                    rows[row + 5],
                    scale * factors[factor + 5],
                    rows[row + 6],
                    scale * factors[factor + 6],
                    rows[row + 7],
                    scale * factors[factor + 7]);
            return;
        }
        add8(
                out,
                n,
                rows[row],
                scale * factors[factor],
                rows[row + 1],
                scale * factors[factor + 1],
                rows[row + 2],
                scale * factors[factor + 2],
                rows[row + 3],
                scale * factors[factor + 3],
                rows[row + 4],
                scale * factors[factor + 4],
                rows[row + 5],
                scale * factors[factor + 5],
                rows[row + 6],
                scale * factors[factor + 6],
                rows[row + 7],
                scale * factors[factor + 7]);
    }

    /** {@code out += a * x + ..} over the first {@code n} elements. */
    private static void add8(
            float[] out,
            int n,
            float[] x0,
            float a0,
            float[] x1,
            float a1,
            float[] x2,
            float a2,
            float[] x3,
            float a3,
            float[] x4,
            float a4,
            float[] x5,
            float a5,
            float[] x6,
            float a6,
            float[] x7,
            float a7) {
        for (int i = 0; i < n; i++) {
            float low = Math.fma(a3, x3[i], Math.fma(a2, x2[i], Math.fma(a1, x1[i], Math.fma(a0, x0[i], out[i]))));
            out[i] = low + Math.fma(a7, x7[i], Math.fma(a6, x6[i], Math.fma(a5, x5[i], a4 * x4[i])));
        }
    }

    /** The same over a block's length, with which most heads' widths agree. */
    private static void addBlock(
            float[] out,
            float[] x0,
            float a0,
            float[] x1,
            float a1,
            float[] x2,
            float a2,
            float[] x3,
            float a3,
            float[] x4,
            float a4,
            float[] x5,
            float a5,
            float[] x6,
            float a6,
            float[] x7,
            float a7) {
        for (int i = 0; i < BlockPool.TOKENS; i++) {
            float low = Math.fma(a3, x3[i], Math.fma(a2, x2[i], Math.fma(a1, x1[i], Math.fma(a0, x0[i], out[i]))));
            out[i] = low + Math.fma(a7, x7[i], Math.fma(a6, x6[i], Math.fma(a5, x5[i], a4 * x4[i])));
        }
    }

    private static void add(float[] out, int n, float[] x, float a) {
        for (int i = 0; i < n; i++) {
            out[i] = Math.fma(a, x[i], out[i]);
        }
    }
}
