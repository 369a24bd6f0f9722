package io.srpo.engine.rollout;

import io.srpo.core.SrpoException;
import io.srpo.core.rollout.SamplingSpec;
import io.srpo.engine.torch.Team;
import io.srpo.engine.torch.Torch;
import java.nio.FloatBuffer;
import java.util.List;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.LongOptional;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;
import org.jspecify.annotations.Nullable;

/**
 * Draws each row's next token by inverting the distribution function at the row's own uniform number, and records its log-probability at temperature 1 over the whole
 * vocabulary. The tensor library does the exponentials and sums blocks of 64; the search over the block sums and within one block is plain Java in double
 * precision, so nothing is sorted or accumulated over the vocabulary when no filter is on.
 */
final class Sampler implements AutoCloseable {
    private static final int BLOCK = 64;

    private final SamplingSpec spec;
    private final int vocabulary;
    private final int blocks;
    private final Tensor weights;
    private final Nucleus nucleus;
    private final boolean filtered;
    private float[] blockSums = {};

    /** @param rows most rows of a call */
    Sampler(SamplingSpec spec, int vocabulary, int rows) {
        this.spec = spec;
        this.vocabulary = vocabulary;
        blocks = vocabulary / BLOCK;
        weights = Torch.keep(Torch.empty(rows, vocabulary));
        nucleus = new Nucleus(spec, vocabulary);
        filtered = spec.topK() > 0 || spec.topP() < 1 || spec.minP() > 0;
    }

    /**
     * Draws for every row that has not ended.
     *
     * @param logits {@code [rows.size(), vocab]}, contiguous; overwritten
     * @throws SrpoException (internal) when a row's logits are not numbers
     */
    void draw(Tensor logits, List<Row> rows) {
        try (PointerScope scope = new PointerScope()) {
            int count = rows.size();
            long @Nullable [] likeliest = spec.temperature() == 0 ? likeliest(logits, count) : null;
            Tensor exponentials = weights.narrow(0, 0, count);
            double[] sums = new double[count];
            double[] logSums = new double[count];
            if (blockSums.length < count * blocks) {
                blockSums = new float[count * blocks];
            }
            Team.ranges(count, 1, (from, to) -> {
                for (int r = from; r < to; r++) {
                    try (PointerScope row = new PointerScope()) {
                        weigh(logits.select(0, r), exponentials.select(0, r), r, sums, logSums);
                    }
                }
            });
            FloatBuffer z = logits.data_ptr_float()
                    .capacity(logits.numel())
                    .asByteBuffer()
                    .asFloatBuffer();
            FloatBuffer e = exponentials
                    .data_ptr_float()
                    .capacity(exponentials.numel())
                    .asByteBuffer()
                    .asFloatBuffer();
            for (int r = 0; r < count; r++) {
                Row row = rows.get(r);
                if (row.ending() == null) {
                    if (!Double.isFinite(logSums[r]) || !(sums[r] > 0)) {
                        throw SrpoException.internal("the model's logits for token " + (row.count() + 1)
                                + " of an answer are not finite; its weights are damaged or its training has diverged:"
                                + " take an earlier checkpoint and a lower optimizer.lr, or fetch the weights again");
                    }
                    int offset = r * vocabulary;
                    int token;
                    if (likeliest != null) {
                        token = (int) likeliest[r];
                    } else if (filtered) {
                        token = nucleus.draw(e, offset, sums[r], row.random.nextDouble());
                    } else {
                        token = invert(e, offset, r, row.random.nextDouble() * sums[r]);
                    }
                    row.add(token, (float) (z.get(offset + token) - logSums[r]));
                }
            }
        }
    }

    /** One row's exponentials and their sums; a row's passes run in the cache. */
    private void weigh(Tensor logits, Tensor exponentials, int row, double[] sums, double[] logSums) {
        logits.sub_(torch.amax(logits, new long[] {0}, true));
        torch.exp_out(exponentials, logits);
        sums[row] = sum(exponentials, row);
        logSums[row] = Math.log(sums[row]);
        if (spec.temperature() != 0 && spec.temperature() != 1) {
            torch.mul_out(exponentials, logits, new Scalar(1 / spec.temperature()));
            exponentials.exp_();
            sums[row] = sum(exponentials, row);
        }
    }

    /** A row's total weight; fills its {@link #blockSums} too. */
    private double sum(Tensor exponentials, int row) {
        double sum = 0;
        if (blocks > 0) {
            Tensor cut = exponentials.narrow(0, 0, (long) blocks * BLOCK).unflatten(0, blocks, BLOCK);
            float[] read = Torch.array(cut.sum(-1));
            System.arraycopy(read, 0, blockSums, row * blocks, blocks);
            for (float part : read) {
                sum += part;
            }
        }
        int rest = vocabulary - blocks * BLOCK;
        if (rest > 0) {
            sum += exponentials.narrow(0, (long) blocks * BLOCK, rest).sum().item_float();
        }
        return sum;
    }

    /** The token in whose part of the cumulated weights {@code target} falls. */
    private int invert(FloatBuffer weightsOfRows, int offset, int row, double target) {
        double reached = 0;
        int block = 0;
        while (block < blocks && reached + blockSums[row * blocks + block] <= target) {
            reached += blockSums[row * blocks + block++];
        }
        int last = -1;
        for (int token = block * BLOCK; token < vocabulary; token++) {
            float weight = weightsOfRows.get(offset + token);
            reached += weight;
            if (weight > 0) {
                last = token;
            }
            // Rounding between a block's sum and its parts may carry the search past the block's end; the next token
            // with weight is as good.
            if (weight > 0 && target < reached) {
                return token;
            }
        }
        while (last < 0) {
            // Rounding left the target behind every weight: the last token with any.
            int token = --block * BLOCK + BLOCK - 1;
            while (token >= block * BLOCK && weightsOfRows.get(offset + token) == 0) {
                token--;
            }
            last = token >= block * BLOCK ? token : -1;
        }
        return last;
    }

    private static long[] likeliest(Tensor logits, int count) {
        long[] tokens = new long[count];
        torch.argmax(logits, new LongOptional(1), false).data_ptr_long().get(tokens);
        return tokens;
    }

    @Override
    public void close() {
        Torch.drop(weights);
    }
}
