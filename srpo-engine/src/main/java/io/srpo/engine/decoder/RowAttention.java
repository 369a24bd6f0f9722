package io.srpo.engine.decoder;

import io.srpo.engine.kernels.PackedMatrix;
import io.srpo.engine.kernels.WideProduct;
import io.srpo.engine.model.ModelConfig;
import io.srpo.engine.torch.Team;
import io.srpo.engine.torch.Torch;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;

/**
 * Attention of one new token a row over its cached tokens: those of its prompt, in one product with all rows that share it, and its own, in one product a head for all rows of a {@link KeyValueCache.Chunk}. Both together are a
 * row's {@link Shares}. Scores and sums are fp32.
 */
final class RowAttention implements AutoCloseable {
    /** Scores' columns come in multiples of this, so that the same products occur again. */
    static final int COLUMNS = 32;

    /** What a row costs beside its own tokens, in tokens. */
    private static final int ROW_COST = 64;

    /** Rows that a product may take along to save another one. */
    private static final int GAP = 4;

    private final Rotary rotary;
    private final KeyValueCache cache;
    private final int layers;
    private final int heads;
    private final int kvHeads;
    private final int repeat;
    private final int width;
    private final Scalar scale;
    private boolean bySoftmax;

    RowAttention(ModelConfig config, Rotary rotary, KeyValueCache cache) {
        this.rotary = rotary;
        this.cache = cache;
        bySoftmax = !ExponentialShares.available(cache.dtype());
        layers = config.layers();
        heads = config.heads();
        kvHeads = config.kvHeads();
        repeat = heads / kvHeads;
        width = config.headDim();
        scale = Torch.constant(1 / Math.sqrt(width));
    }

    /** What all layers of a step have in common; belongs to the surrounding scope. */
    static final class Step {
        private final int rows;
        private final List<Part> parts;

        private Step(int rows, List<Part> parts) {
            this.rows = rows;
            this.parts = parts;
        }

        /** Whether the numbers of all layers so far are to be relied on; otherwise {@link #useSoftmax} and take the step again. */
        boolean reliable() {
            return parts.stream().allMatch(part -> part.shares.reliable());
        }
    }

    /** From now on shares are such that the next steps are {@link Step#reliable}. */
    void useSoftmax() {
        bySoftmax = true;
    }

    /** Makes the positions' tables long enough for the rows' new tokens; to be called before their {@link #step}. */
    void reach(List<DecodeSequence> rows) {
        rotary.reach(rows.stream().mapToInt(DecodeSequence::length).max().orElseThrow() + 1);
    }

    /**
     * A step's plan.
     *
     * @param rows neighbours by place; the cache reaches their new tokens
     * @param first the first one's place
     * @param most parts that may run at once
     */
    Step step(List<DecodeSequence> rows, int first, int most) {
        List<Part> parts = new ArrayList<>();
        long all = rows.stream().mapToLong(RowAttention::cost).sum();
        long before = 0;
        int from = 0;
        for (int m = 1; m <= most && from < rows.size(); m++) {
            int to = from;
            while (to < rows.size() && (to == from || m == most || before * most < all * m)) {
                before += cost(rows.get(to++));
            }
            parts.add(new Part(rows.subList(from, to), from, first + from));
            from = to;
        }
        return new Step(rows.size(), parts);
    }

    private static long cost(DecodeSequence row) {
        return (long) ROW_COST + row.own();
    }

    /**
     * Turns queries and keys, caches the rows' new keys and values, and attends.
     *
     * @param qkv {@code [rows, (heads + 2 kvHeads) * width]}, not turned; it may have further rows, which nothing is made of
     * @param into {@code [rows, heads * width]} with as many rows as {@code qkv} has, of any number type
     */
    void mix(int layer, Step step, Tensor qkv, Tensor into) {
        if (qkv.size(0) > step.rows) {
            into.narrow(0, step.rows, qkv.size(0) - step.rows).zero_();
        }
        Team.each(step.parts.size(), p -> step.parts.get(p).attend(layer, qkv, into));
    }

    /** Where neighbouring rows' new tokens go, {@code [rows * kvHeads]} indices into a chunk's {@code [kvHeads * places * length]} tokens, and where they are, {@code [rows * kvHeads, width]}. */
    private record Write(int chunk, Tensor index, Tensor keys, Tensor values) {}

    /** The two products with neighbouring rows' own tokens of one chunk, of one head or of all. */
    private record Own(int chunk, WideProduct.Bound scores, WideProduct.Bound mixed) {}

    /** The two products with the prompt of neighbouring rows. */
    private record Shared(DecodePrompt prompt, PackedMatrix.Bound scores, PackedMatrix.Bound mixed) {}

    /** Neighbouring rows: a task of the {@link Team}. Its tensors are used by layer after layer. */
    private final class Part {
        private final List<DecodeSequence> rows;
        private final int first;
        private final int place;
        private final int count;
        private final Rotary.Turn turn;
        private final Tensor turned;
        private final Tensor turnedQueries;
        private final Tensor turnedKeys;
        private final Tensor queries;
        private final Tensor newKeys;
        private final Tensor newValues;
        private final Shares shares;
        private final Tensor mixed;
        private final List<Write> writes = new ArrayList<>();
        private final List<Own> own = new ArrayList<>();
        private final List<Shared> shared = new ArrayList<>();

        /**
         * @param first of the rows, counted within the step
         * @param place of the first
         */
        Part(List<DecodeSequence> rows, int first, int place) {
            this.rows = rows;
            this.first = first;
            this.place = place;
            count = rows.size();
            turn = rotary.at(
                    Torch.longs(rows.stream().mapToInt(DecodeSequence::length).toArray()));
            turned = Torch.empty(count, heads + (long) kvHeads, width);
            turnedQueries = turned.narrow(1, 0, heads).unflatten(1, kvHeads, repeat);
            turnedKeys = turned.narrow(1, heads, kvHeads);
            queries = Torch.empty(cache.dtype(), kvHeads, count, repeat, width);
            newKeys = Torch.empty(cache.dtype(), count, kvHeads, width);
            newValues = Torch.empty(cache.dtype(), count, kvHeads, width);
            int ownColumns =
                    columns(rows.stream().mapToInt(DecodeSequence::own).max().orElseThrow() + 1);
            int longest = rows.stream().mapToInt(row -> row.prompt.length).max().orElseThrow();
            shares = shares(new Shares.Sizes(
                    cache.dtype(),
                    kvHeads,
                    repeat,
                    rows.stream().mapToInt(row -> row.own() + 1).toArray(),
                    ownColumns,
                    columns(longest)));
            mixed = Torch.empty(kvHeads, count, repeat, width);
            planWrites();
            planOwn();
            planShared(ownColumns);
        }

        private Shares shares(Shares.Sizes sizes) {
            return bySoftmax || sizes.elements() < ExponentialShares.WORTH
                    ? new SoftmaxShares(sizes)
                    : new ExponentialShares(sizes, layers);
        }

        private int columns(int tokens) {
            return (tokens + COLUMNS - 1) / COLUMNS * COLUMNS;
        }

        private void planWrites() {
            for (int from = 0; from < count; ) {
                int chunk = KeyValueCache.chunkOf(rows.get(from).own());
                int to = from + 1;
                while (to < count && KeyValueCache.chunkOf(rows.get(to).own()) == chunk) {
                    to++;
                }
                long n = (long) (to - from) * kvHeads;
                writes.add(new Write(
                        chunk,
                        index(cache.chunk(chunk), from, to),
                        newKeys.narrow(0, from, (long) to - from).view(n, width),
                        newValues.narrow(0, from, (long) to - from).view(n, width)));
                from = to;
            }
        }

        private Tensor index(KeyValueCache.Chunk chunk, int from, int to) {
            long places = chunk.keys().get(0).size(1);
            long[] index = new long[(to - from) * kvHeads];
            for (int i = 0; i < index.length; i++) {
                int row = from + i / kvHeads;
                long at = i % kvHeads * places + place + row;
                index[i] = at * chunk.length() + rows.get(row).own() - chunk.from();
            }
            return Torch.longs(index);
        }

        private void planOwn() {
            int chunks = 1
                    + KeyValueCache.chunkOf(
                            rows.stream().mapToInt(DecodeSequence::own).max().orElseThrow());
            for (int c = 0; c < chunks; c++) {
                KeyValueCache.Chunk chunk = cache.chunk(c);
                for (int from = next(0, chunk); from < count; ) {
                    int to = from;
                    int longest = 0;
                    for (int r = from; r < count && r < to + GAP; r++) {
                        if (rows.get(r).own() >= chunk.from()) {
                            longest = Math.max(longest, rows.get(r).own() + 1 - chunk.from());
                            to = r + 1;
                        }
                    }
                    planOwn(c, from, to, Math.min(chunk.length(), columns(longest)));
                    from = next(to, chunk);
                }
            }
        }

        /** Products of rows {@code from} to {@code to} with so many tokens of a chunk: one a head for several rows, one for all heads of a single row. */
        private void planOwn(int number, int from, int to, int columns) {
            KeyValueCache.Chunk chunk = cache.chunk(number);
            boolean several = to - from > 1;
            for (int i = 0; i < (several ? kvHeads : 1); i++) {
                int index = i;
                UnaryOperator<Tensor> part = all -> all.select(several ? 0 : 1, index);
                // The same in every layer.
                Tensor keys = chunk.keys().get(0);
                Tensor values = chunk.values().get(0);
                own.add(new Own(
                        number,
                        WideProduct.bind(
                                part.apply(some(shares.ownScores(), from, to, chunk.from(), columns)),
                                part.apply(queries.narrow(1, from, (long) to - from)),
                                part.apply(read(keys, from, to, columns)).transpose(1, 2),
                                keys,
                                false),
                        // Every row has a token in the first chunk.
                        WideProduct.bind(
                                part.apply(mixed.narrow(1, from, (long) to - from)),
                                part.apply(some(shares.shares, from, to, chunk.from(), columns)),
                                part.apply(read(values, from, to, columns)),
                                values,
                                number > 0)));
            }
        }

        /** The next row that has tokens in a chunk. */
        private int next(int row, KeyValueCache.Chunk chunk) {
            int at = row;
            while (at < count && rows.get(at).own() < chunk.from()) {
                at++;
            }
            return at;
        }

        private void planShared(int ownColumns) {
            for (int from = 0; from < count; ) {
                DecodePrompt prompt = rows.get(from).prompt;
                int to = from + 1;
                while (to < count && rows.get(to).prompt == prompt) {
                    to++;
                }
                long n = (long) (to - from) * repeat;
                shared.add(new Shared(
                        prompt,
                        shares.withPrompt(
                                some(shares.ofPrompts(), from, to, 0, prompt.length)
                                        .view(kvHeads, n, prompt.length),
                                queries.narrow(1, from, (long) to - from).view(kvHeads, n, width)),
                        PackedMatrix.bind(
                                mixed.narrow(1, from, (long) to - from).view(kvHeads, n, width),
                                some(shares.shares, from, to, ownColumns, prompt.length)
                                        .view(kvHeads, n, prompt.length),
                                true)));
                from = to;
            }
        }

        private Tensor some(Tensor scores, int from, int to, long column, long columns) {
            return scores.narrow(1, from, (long) to - from).narrow(3, column, columns);
        }

        void attend(int layer, Tensor qkv, Tensor into) {
            Tensor projected = qkv.narrow(0, first, count).unflatten(1, heads + 2L * kvHeads, width);
            rotary.turn(projected.narrow(1, 0, heads + (long) kvHeads), turned, turn, false);
            queries.copy_(turnedQueries.mul_(scale).permute(1, 0, 2, 3));
            newKeys.copy_(turnedKeys);
            newValues.copy_(projected.narrow(1, heads + (long) kvHeads, kvHeads));
            for (Write write : writes) {
                KeyValueCache.Chunk chunk = cache.chunk(write.chunk);
                chunk.keys().get(layer).view(-1, width).index_copy_(0, write.index, write.keys);
                chunk.values().get(layer).view(-1, width).index_copy_(0, write.index, write.values);
            }
            own.forEach(part -> part.scores.run(cache.chunk(part.chunk).keys().get(layer)));
            shared.forEach(part -> part.scores.run(part.prompt.keys.get(layer)));
            shares.scored(layer);
            own.forEach(part -> part.mixed.run(cache.chunk(part.chunk).values().get(layer)));
            shared.forEach(part -> part.mixed.run(part.prompt.values.get(layer)));
            shares.mixed(layer, mixed);
            into.narrow(0, first, count).unflatten(1, kvHeads, repeat, width).copy_(mixed.permute(1, 0, 2, 3));
        }

        /** What products of some rows read of a chunk's keys or values, {@code [kvHeads, rows, columns, width]}. */
        private Tensor read(Tensor chunk, int from, int to, int columns) {
            return chunk.narrow(1, (long) place + from, (long) to - from).narrow(2, 0, columns);
        }
    }

    @Override
    public void close() {
        Torch.drop(scale);
    }
}
