package io.srpo.engine.decoder;

import io.srpo.engine.decoder.BlockPool.Block;
import java.util.ArrayList;
import java.util.List;

/** Keys and values of neighbouring tokens, in every layer. */
final class CachedTokens {
    private final BlockPool pool;
    private final List<List<Block>> layers = new ArrayList<>();
    private int count;

    CachedTokens(BlockPool pool, int layerCount) {
        this.pool = pool;
        for (int i = 0; i < layerCount; i++) {
            layers.add(new ArrayList<>());
        }
    }

    /** Tokens that all layers have. */
    int count() {
        return count;
    }

    /** Makes room for more tokens, whose count holds once every layer has them. */
    void reserve(int tokens) {
        int blocks = (count + tokens + BlockPool.TOKENS - 1) / BlockPool.TOKENS;
        for (List<Block> layer : layers) {
            while (layer.size() < blocks) {
                layer.add(pool.lend());
            }
        }
    }

    void counted(int tokens) {
        count += tokens;
    }

    Block block(int layer, int index) {
        return layers.get(layer).get(index);
    }

    /**
     * Stores one token's keys and values in one layer.
     *
     * @param index of the token, within what is reserved
     * @param from holds the keys {@code [kvHeads, headDim]} from {@code keys} on and the values from {@code values} on
     */
    void put(int layer, int index, float[] from, int keys, int values) {
        Block block = block(layer, index / BlockPool.TOKENS);
        int slot = index % BlockPool.TOKENS;
        float[][] channels = block.keys();
        for (int i = 0; i < channels.length; i++) {
            channels[i][slot] = from[keys + i];
        }
        float[][] rows = block.values();
        int width = rows[0].length;
        for (int head = 0, row = slot; row < rows.length; head++, row += BlockPool.TOKENS) {
            System.arraycopy(from, values + head * width, rows[row], 0, width);
        }
    }

    /** Gives every block back. */
    void release() {
        for (List<Block> layer : layers) {
            layer.forEach(pool::takeBack);
            layer.clear();
        }
        count = 0;
    }
}
