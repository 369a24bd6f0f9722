package io.srpo.engine.decoder;

import io.srpo.engine.model.ModelConfig;
import io.srpo.engine.torch.Buffers;
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
    private static final int CHUNK = 256;

    /** Elements of a slice, 1 MiB. */
    private static final int SLICE = 1 << 18;

    private final ModelConfig config;
    private final RmsNorm norm;
    private final Buffers buffers = new Buffers();
    private final Tensor logits;
    private final Tensor exponentials;
    private final int sliceRows;

    Head(ModelConfig config, RmsNorm norm) {
        this.config = config;
        this.norm = norm;
        sliceRows = Math.max(1, Math.min(CHUNK, SLICE / config.vocabSize()));
        logits = buffers.empty(CHUNK, config.vocabSize());
        exponentials = buffers.empty(sliceRows, config.vocabSize());
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

    private void chunk(
            Parameters parameters,
            Tensor stream,
            Targets targets,
            int from,
            int to,
            Scores scores,
            @Nullable Descent descent) {
        int count = to - from;
        Tensor index = Torch.longs(Arrays.copyOfRange(targets.rows, from, to));
        Tensor tokens =
                Torch.longs(Arrays.copyOfRange(targets.tokens, from, to)).unsqueeze(1);
        Tensor rows = stream.index_select(0, index);
        Tensor unit = Torch.empty(count, config.hiddenSize());
        Tensor scale = Torch.empty(count, 1);
        norm.unit(rows, unit, scale);
        Tensor normed = unit.mul(parameters.finalNorm());
        Tensor chunk = logits.narrow(0, 0, count);
        torch.mm_out(chunk, normed, parameters.headT());

        Tensor top = Torch.empty(count, 1);
        Tensor sum = Torch.empty(count, 1);
        Tensor target = Torch.empty(count, 1);
        Tensor mean = Torch.empty(count, 1);
        for (int s = 0; s < count; s += sliceRows) {
            int n = Math.min(sliceRows, count - s);
            Tensor z = chunk.narrow(0, s, n);
            Tensor e = exponentials.narrow(0, 0, n);
            torch.amax_out(top.narrow(0, s, n), z, new long[] {1}, true);
            z.sub_(top.narrow(0, s, n));
            torch.gather_out(target.narrow(0, s, n), z, 1, tokens.narrow(0, s, n));
            torch.exp_out(e, z);
            torch.sum_out(sum.narrow(0, s, n), e, new long[] {1}, true, Torch.SAME_TYPE);
            torch.sum_out(mean.narrow(0, s, n), z.mul_(e), new long[] {1}, true, Torch.SAME_TYPE);
            if (descent != null) {
                z.copy_(e);
            }
        }
        float[] sums = Torch.array(sum);
        float[] targetLogits = Torch.array(target);
        float[] means = Torch.array(mean);
        for (int i = 0; i < count; i++) {
            double logSum = Math.log(sums[i]);
            scores.logProbs[from + i] = targetLogits[i] - logSum;
            scores.entropies[from + i] = logSum - means[i] / sums[i];
        }
        if (descent != null) {
            // The chunk holds exp(z); d loss / d z = g * (onehot - exp(z) / sum) = -(g / sum) * (exp(z) - sum *
            // onehot).
            float[] factors = new float[count];
            for (int i = 0; i < count; i++) {
                factors[i] = (float) (-descent.byLogProb[from + i] / sums[i]);
            }
            Tensor factor = Torch.floats(factors, count, 1);
            chunk.scatter_add_(1, tokens, sum.neg());
            Tensor byNormed = torch.mm(chunk, parameters.head()).mul_(factor);
            Parameters into = descent.gradients;
            if (into != null) {
                into.head().addmm_(chunk.t(), normed.mul_(factor));
            }
            Tensor byRows = Torch.zeros(count, config.hiddenSize());
            norm.backward(
                    byNormed,
                    unit,
                    scale,
                    parameters.finalNorm(),
                    into == null ? null : into.finalNorm(),
                    normed,
                    byRows);
            descent.byStream.index_add_(0, index, byRows);
        }
    }

    @Override
    public void close() {
        buffers.close();
    }
}
