package io.srpo.engine.decoder;

import io.srpo.engine.model.ModelConfig;
import java.util.ArrayDeque;

/**
 * Keys and values of one layer for {@value #TOKENS} neighbouring tokens of one sequence, lent and taken back. Keys are one Java array a channel, values one a token, so that both
 * of attention's products run along whole arrays: that is the form of loop which the JIT compiler turns into vector instructions.
 */
final class BlockPool {
    /** Tokens of a block. */
    static final int TOKENS = 64;

    /**
     * @param keys {@code [kvHeads * headDim][TOKENS]}
     * @param values {@code [kvHeads * TOKENS][headDim]}
     */
    record Block(float[][] keys, float[][] values) {}

    private final ArrayDeque<Block> free = new ArrayDeque<>();
    private final int kvHeads;
    private final int headDim;

    BlockPool(ModelConfig config) {
        kvHeads = config.kvHeads();
        headDim = config.headDim();
    }

    /** A block of unspecified, finite content. */
    Block lend() {
        Block block = free.poll();
        return block != null
                ? block
                : new Block(new float[kvHeads * headDim][TOKENS], new float[kvHeads * TOKENS][headDim]);
    }

    void takeBack(Block block) {
        free.push(block);
    }
}
