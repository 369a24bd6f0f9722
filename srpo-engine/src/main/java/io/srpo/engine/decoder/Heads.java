package io.srpo.engine.decoder;

import io.srpo.engine.model.ModelConfig;
import io.srpo.engine.torch.Buffers;
import io.srpo.engine.torch.Dtype;
import org.bytedeco.pytorch.Tensor;

/**
 * A layer's queries, keys and values as {@link Attention} reads them, or the gradients by them: head by head, so that a head's rows lie side by side and products read them where they are.
 *
 * @param query turned and scaled, {@code [kvHeads, rows, repeat, width]}: those that share a key head are neighbours
 * @param key turned, {@code [kvHeads, rows, width]}
 * @param value {@code [kvHeads, rows, width]}
 */
record Heads(Tensor query, Tensor key, Tensor value) {
    static Heads empty(Buffers buffers, Dtype dtype, ModelConfig config, long rows) {
        long kvHeads = config.kvHeads();
        long width = config.headDim();
        return new Heads(
                buffers.empty(dtype, kvHeads, rows, config.heads() / kvHeads, width),
                buffers.empty(dtype, kvHeads, rows, width),
                buffers.empty(dtype, kvHeads, rows, width));
    }

    /**
     * Takes over neighbouring rows, the first of which is {@code from}.
     *
     * @param turned queries and keys, {@code [rows, heads + kvHeads, width]}
     * @param values {@code [rows, kvHeads, width]}
     */
    void put(long from, Tensor turned, Tensor values) {
        long count = values.size(0);
        query.narrow(1, from, count).copy_(queriesOf(turned).permute(1, 0, 2, 3));
        key.narrow(1, from, count).copy_(keysOf(turned).transpose(0, 1));
        value.narrow(1, from, count).copy_(values.transpose(0, 1));
    }

    /** The reverse of {@link #put}. */
    void get(long from, Tensor turned, Tensor values) {
        long count = values.size(0);
        queriesOf(turned).copy_(query.narrow(1, from, count).permute(1, 0, 2, 3));
        keysOf(turned).copy_(key.narrow(1, from, count).transpose(0, 1));
        values.copy_(value.narrow(1, from, count).transpose(0, 1));
    }

    private Tensor queriesOf(Tensor turned) {
        return turned.narrow(1, 0, query.size(0) * query.size(2)).unflatten(1, query.size(0), query.size(2));
    }

    private Tensor keysOf(Tensor turned) {
        return turned.narrow(1, query.size(0) * query.size(2), key.size(0));
    }
}
