package io.srpo.engine.decoder;

import io.srpo.engine.model.ModelConfig;
import io.srpo.engine.torch.Buffers;
import io.srpo.engine.torch.Dtype;
import java.util.ArrayList;
import java.util.List;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.Tensor;

/**
 * Keys and values of the answers being drawn. Each answer has a place, and a head's places lie evenly, so that one product goes over many answers, reading memory from front to back. Tokens come in chunks,
 * and a chunk is made when the first answer reaches it.
 */
final class KeyValueCache implements AutoCloseable {
    /** Tokens of the first chunks; every chunk begins at a multiple of this. As many as products' columns are rounded to, so that short answers leave no gaps. */
    private static final int FIRST = RowAttention.COLUMNS;

    /** Chunks of that length; each further one is as long as all before it, since every chunk is a product more. */
    private static final int EVEN = 4;

    /**
     * Neighbouring tokens of all places.
     *
     * @param from the first
     * @param length in tokens
     * @param keys of each layer, {@code [kvHeads, places, length, headDim]}
     * @param values of each layer, alike
     */
    record Chunk(int from, int length, List<Tensor> keys, List<Tensor> values) {}

    private final ModelConfig config;
    private final Dtype dtype;
    private final int places;
    private final int tokens;
    private final List<Chunk> chunks = new ArrayList<>();
    private final Buffers buffers = new Buffers();

    /**
     * @param places most answers at a time
     * @param tokens of the longest answer
     */
    KeyValueCache(ModelConfig config, Dtype dtype, int places, int tokens) {
        this.config = config;
        this.dtype = dtype;
        this.places = places;
        this.tokens = roundedUp(tokens);
    }

    /** Tokens that are kept for answers of so many. */
    static int roundedUp(int tokens) {
        return Math.max(1, (tokens + FIRST - 1) / FIRST) * FIRST;
    }

    /** Whether so many answers of so many tokens find room. */
    boolean holds(int wantedPlaces, int wantedTokens) {
        return wantedPlaces <= places && wantedTokens <= tokens;
    }

    /** In which number type keys and values are. */
    Dtype dtype() {
        return dtype;
    }

    /** Number of the chunk that has a token. */
    static int chunkOf(int token) {
        int even = EVEN * FIRST;
        return token < even ? token / FIRST : EVEN + 31 - Integer.numberOfLeadingZeros(token / even);
    }

    private static int first(int number) {
        return number < EVEN ? number * FIRST : (EVEN * FIRST) << (number - EVEN);
    }

    /** Of those that have been {@link #reach}ed. */
    Chunk chunk(int number) {
        return chunks.get(number);
    }

    /**
     * Makes room up to a token. What has not been written is of unspecified, finite content.
     *
     * @throws IllegalArgumentException when answers are not that long
     */
    void reach(int token) {
        if (token >= tokens) {
            throw new IllegalArgumentException("token " + token + " of an answer of up to " + tokens);
        }
        while (chunks.size() <= chunkOf(token)) {
            int from = first(chunks.size());
            int length = Math.min(first(chunks.size() + 1), tokens) - from;
            List<Tensor> keys = new ArrayList<>();
            List<Tensor> values = new ArrayList<>();
            try (PointerScope scope = new PointerScope()) {
                for (int i = 0; i < config.layers(); i++) {
                    keys.add(buffers.zeros(dtype, config.kvHeads(), places, length, config.headDim()));
                    values.add(buffers.zeros(dtype, config.kvHeads(), places, length, config.headDim()));
                }
            }
            chunks.add(new Chunk(from, length, keys, values));
        }
    }

    /** Copies what the first {@code count} tokens of a place are to another one. */
    void move(int from, int to, int count) {
        if (count == 0) {
            return;
        }
        for (int c = 0; c <= chunkOf(count - 1); c++) {
            try (PointerScope scope = new PointerScope()) {
                Chunk chunk = chunks.get(c);
                int n = Math.min(chunk.length, count - chunk.from);
                for (int i = 0; i < config.layers(); i++) {
                    for (List<Tensor> either : List.of(chunk.keys, chunk.values)) {
                        Tensor tokens = either.get(i).narrow(2, 0, n);
                        tokens.select(1, to).copy_(tokens.select(1, from));
                    }
                }
            }
        }
    }

    @Override
    public void close() {
        buffers.close();
        chunks.clear();
    }
}
