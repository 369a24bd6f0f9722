package io.srpo.engine.rollout;

import io.srpo.core.SrpoException;
import io.srpo.core.rollout.SamplingSpec;
import io.srpo.engine.torch.Team;
import io.srpo.engine.torch.Torch;
import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.List;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.LongOptional;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;
import org.jspecify.annotations.Nullable;

/**
 * Draws each row's next token by inverting the distribution function at the row's own uniform number, and records its log-probability at temperature 1 over the whole
 * vocabulary. The tensor library does the exponentials and sums blocks of them; the search is plain Java ({@link TokenWeights}), so nothing is sorted, and accumulated over the vocabulary only where a filter needs it
 * ({@link Nucleus}). A row's passes run in the cache of one core.
 */
final class Sampler implements AutoCloseable {
    private final SamplingSpec spec;
    private final int vocabulary;
    private final Tensor exponentials;
    private final Scalar inverseTemperature;
    private final boolean filtered;

    /** One for each part of the rows; none without a filter. */
    private final List<Nucleus> nuclei = new ArrayList<>();

    /** @param rows most rows of a call */
    Sampler(SamplingSpec spec, int vocabulary, int rows) {
        this.spec = spec;
        this.vocabulary = vocabulary;
        exponentials = Torch.keep(Torch.empty(rows, vocabulary));
        inverseTemperature = Torch.constant(1 / spec.temperature());
        filtered = spec.topK() > 0 || spec.topP() < 1 || spec.minP() > 0;
        for (int part = 0; filtered && part < Team.members(); part++) {
            nuclei.add(new Nucleus(spec, vocabulary));
        }
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
            Call call = new Call(logits, buffer(logits), buffer(exponentials), likeliest);
            int parts = Team.members();
            Team.each(parts, part -> {
                for (int r = Team.begin(count, parts, part); r < Team.begin(count, parts, part + 1); r++) {
                    if (rows.get(r).ending() == null) {
                        draw(call, rows.get(r), r, part);
                    }
                }
            });
        }
    }

    /**
     * What the rows of a call have in common.
     *
     * @param logits which become their distances from the row's largest
     * @param distances the same, as Java reads them
     * @param weights the exponentials, as Java reads them
     * @param likeliest tokens, where those are taken
     */
    private record Call(Tensor logits, FloatBuffer distances, FloatBuffer weights, long @Nullable [] likeliest) {}

    private void draw(Call call, Row row, int place, int part) {
        try (PointerScope scope = new PointerScope()) {
            Tensor distances = call.logits.select(0, place);
            Tensor exponential = exponentials.select(0, place);
            distances.sub_(torch.amax(distances, new long[] {0}, true));
            torch.exp_out(exponential, distances);
            TokenWeights plain = weights(exponential, call.weights, place);
            check(plain, row);
            int token = call.likeliest != null
                    ? (int) call.likeliest[place]
                    : token(tempered(plain, distances, exponential, call.weights, place), part, row);
            row.add(token, (float) (call.distances.get(place * vocabulary + token) - Math.log(plain.total())));
        }
    }

    /** The exponentials as they are now. */
    private TokenWeights weights(Tensor exponential, FloatBuffer all, int row) {
        int blocks = vocabulary / TokenWeights.BLOCK;
        int rest = vocabulary % TokenWeights.BLOCK;
        float[] sums = new float[rest > 0 ? blocks + 1 : blocks];
        if (blocks > 0) {
            Tensor cut = exponential.narrow(0, 0, vocabulary - rest).unflatten(0, blocks, TokenWeights.BLOCK);
            System.arraycopy(Torch.array(cut.sum(-1)), 0, sums, 0, blocks);
        }
        if (rest > 0) {
            sums[blocks] = exponential.narrow(0, vocabulary - rest, rest).sum().item_float();
        }
        return new TokenWeights(all, row * vocabulary, vocabulary, sums);
    }

    private static void check(TokenWeights weights, Row row) {
        if (!(weights.total() > 0 && weights.total() < Double.POSITIVE_INFINITY)) {
            throw SrpoException.internal("the model's logits for token " + (row.count() + 1)
                    + " of an answer are not finite; its weights are damaged or its training has diverged:"
                    + " take an earlier checkpoint and a lower optimizer.lr, or fetch the weights again");
        }
    }

    /** What is drawn from. */
    private TokenWeights tempered(TokenWeights plain, Tensor distances, Tensor exponential, FloatBuffer all, int row) {
        if (spec.temperature() == 1) {
            return plain;
        }
        torch.mul_out(exponential, distances, inverseTemperature);
        exponential.exp_();
        return weights(exponential, all, row);
    }

    private int token(TokenWeights weights, int part, Row row) {
        double uniform = row.random.nextDouble();
        return filtered ? nuclei.get(part).draw(weights, uniform) : weights.at(uniform * weights.total());
    }

    private static FloatBuffer buffer(Tensor contiguous) {
        return contiguous
                .data_ptr_float()
                .capacity(contiguous.numel())
                .asByteBuffer()
                .asFloatBuffer();
    }

    private static long[] likeliest(Tensor logits, int count) {
        long[] tokens = new long[count];
        torch.argmax(logits, new LongOptional(1), false).data_ptr_long().get(tokens);
        return tokens;
    }

    @Override
    public void close() {
        Torch.drop(exponentials);
        Torch.drop(inverseTemperature);
    }
}
