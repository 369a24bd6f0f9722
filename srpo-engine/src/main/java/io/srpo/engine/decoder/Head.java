package io.srpo.engine.decoder;

import io.srpo.engine.model.ModelConfig;
import io.srpo.engine.torch.Buffers;
import io.srpo.engine.torch.Team;
import io.srpo.engine.torch.Torch;
import java.util.Arrays;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;
import org.jspecify.annotations.Nullable;

/**
 * Final norm, output matrix and softmax over the rows that predict something, a chunk at a time: never more than {@code [CHUNK, vocab]} logits exist. Within a
 * chunk the elementwise passes go slice by slice, so that they run in the cache.
 */
final class Head implements AutoCloseable {
    /** Rows multiplied at once; enough for the multiplication's full speed. */
    private static final int CHUNK = 512;

    /** Rows worth a task. */
    private static final int LEAST_ROWS = 16;

    /** Elements of a slice, 2 MiB: enough that calls cost little beside their work. */
    private static final int SLICE = 1 << 19;

    private final ModelConfig config;
    private final RmsNorm norm;
    private final Products products;
    private final Matrix matrix;
    private final Buffers buffers = new Buffers();
    private final Tensor logits;
    private final Operand byLogits;
    private final int sliceRows;

    /** @param matrix the output matrix, which is not closed here */
    Head(ModelConfig config, RmsNorm norm, Matrix matrix) {
        this.config = config;
        this.norm = norm;
        this.matrix = matrix;
        products = Products.of(matrix.dtype());
        sliceRows = Math.max(1, Math.min(CHUNK, SLICE / config.vocabSize()));
        logits = buffers.empty(CHUNK, config.vocabSize());
        byLogits = new Operand(buffers, products.dtype(), CHUNK, config.vocabSize());
    }

    /**
     * Which rows predict which tokens.
     *
     * @param rows of the pack; a row may occur several times
     * @param tokens the token predicted, same length
     */
    record Targets(int[] rows, int[] tokens) {}

    /** Natural log-probability of each target at temperature 1 over the whole vocabulary, and the entropy (nats) of its distribution. */
    record Scores(double[] logProbs, double[] entropies) {}

    /** Where gradients go: {@code byStream} is {@code [pack rows, hidden]} and is added to; without {@code gradients} head and final norm are not trained. */
    record Descent(double[] byLogProb, @Nullable Parameters gradients, Tensor byStream) {}

    Scores pass(Parameters parameters, Tensor stream, Targets targets, @Nullable Descent descent) {
        int count = targets.rows.length;
        Scores scores = new Scores(new double[count], new double[count]);
        for (int from = 0; from < count; from += CHUNK) {
            try (PointerScope scope = new PointerScope()) {
                chunk(parameters, stream, targets, from, Math.min(count, from + CHUNK), scores, descent);
            }
        }
        return scores;
    }

    /** A chunk's tensors, one row a target. */
    private record Chunk(
            Tensor index,
            Tensor tokens,
            Tensor unit,
            Tensor scale,
            Tensor normed,
            Tensor logits,
            Tensor sum,
            Tensor target,
            Tensor mean) {}

    private void chunk(
            Parameters parameters,
            Tensor stream,
            Targets targets,
            int from,
            int to,
            Scores scores,
            @Nullable Descent descent) {
        int count = to - from;
        long hidden = config.hiddenSize();
        Chunk chunk = new Chunk(
                Torch.longs(Arrays.copyOfRange(targets.rows, from, to)),
                Torch.longs(Arrays.copyOfRange(targets.tokens, from, to)).unsqueeze(1),
                Torch.empty(count, hidden),
                Torch.empty(count, 1),
                Torch.empty(count, hidden),
                logits.narrow(0, 0, count),
                Torch.empty(count, 1),
                Torch.empty(count, 1),
                Torch.empty(count, 1));
        Tensor rows = stream.index_select(0, chunk.index);
        norm.forward(
                rows,
                chunk.unit,
                chunk.scale,
                parameters.finalNorm(),
                (at, n) -> chunk.normed.narrow(0, at, n),
                0,
                count);
        Team.ranges(count, LEAST_ROWS, (first, end) -> exponentials(chunk, first, end, descent != null));
        float[] sums = Torch.array(chunk.sum);
        float[] targetLogits = Torch.array(chunk.target);
        float[] means = Torch.array(chunk.mean);
        for (int i = 0; i < count; i++) {
            double logSum = Math.log(sums[i]);
            scores.logProbs[from + i] = targetLogits[i] - logSum;
            scores.entropies[from + i] = logSum - means[i] / sums[i];
        }
        if (descent != null) {
            descend(parameters, chunk, sums, descent, from);
        }
    }

    /**
     * Logits less their greatest, and their sums. For the way back {@code byLogits} then holds {@code exp(z) - sum * onehot}, since
     * {@code d loss / d z = g * (onehot - exp(z) / sum) = -(g / sum) * (exp(z) - sum * onehot)}.
     */
    private void exponentials(Chunk chunk, int first, int end, boolean back) {
        Tensor into = chunk.logits.narrow(0, first, (long) end - first);
        Tensor normed = chunk.normed.narrow(0, first, (long) end - first);
        matrix.apply(into, normed, null);
        Tensor room = Torch.empty(sliceRows, config.vocabSize());
        Tensor topRoom = Torch.empty(sliceRows, 1);
        for (int s = first; s < end; s += sliceRows) {
            int n = Math.min(sliceRows, end - s);
            try (PointerScope scope = new PointerScope()) {
                Tensor z = chunk.logits.narrow(0, s, n);
                Tensor e = room.narrow(0, 0, n);
                Tensor top = topRoom.narrow(0, 0, n);
                torch.amax_out(top, z, new long[] {1}, true);
                z.sub_(top);
                torch.gather_out(chunk.target.narrow(0, s, n), z, 1, chunk.tokens.narrow(0, s, n));
                torch.exp_out(e, z);
                torch.sum_out(chunk.sum.narrow(0, s, n), e, new long[] {1}, true, Torch.SAME_TYPE);
                torch.sum_out(chunk.mean.narrow(0, s, n), z.mul_(e), new long[] {1}, true, Torch.SAME_TYPE);
                if (back) {
                    e.scatter_add_(
                            1,
                            chunk.tokens.narrow(0, s, n),
                            chunk.sum.narrow(0, s, n).neg());
                    byLogits.at(chunk.logits, s, n).copy_(e);
                }
            }
        }
    }

    private void descend(Parameters parameters, Chunk chunk, float[] sums, Descent descent, int from) {
        int count = sums.length;
        float[] factors = new float[count];
        for (int i = 0; i < count; i++) {
            factors[i] = (float) (-descent.byLogProb[from + i] / sums[i]);
        }
        Tensor factor = Torch.floats(factors, count, 1);
        Tensor byNormed = Torch.empty(count, config.hiddenSize());
        Team.ranges(count, LEAST_ROWS, (first, end) -> {
            int n = end - first;
            matrix.back(byNormed.narrow(0, first, n), byLogits.at(chunk.logits, first, n));
            byNormed.narrow(0, first, n).mul_(factor.narrow(0, first, n));
        });
        Parameters into = descent.gradients;
        if (into != null) {
            Tensor x = chunk.normed.mul_(factor).to(products.dtype().type());
            Tensor by = byLogits.at(chunk.logits, 0, count);
            Team.ranges(config.vocabSize(), LEAST_ROWS, (first, end) -> {
                long n = (long) end - first;
                products.addGradient(into.head().narrow(0, first, n), by.narrow(1, first, n), x);
            });
        }
        Tensor byRows = Torch.zeros(count, config.hiddenSize());
        norm.backward(
                byNormed,
                chunk.unit,
                chunk.scale,
                parameters.finalNorm(),
                into == null ? null : into.finalNorm(),
                byRows,
                0,
                count);
        descent.byStream.index_add_(0, chunk.index, byRows);
    }

    @Override
    public void close() {
        buffers.close();
    }
}
