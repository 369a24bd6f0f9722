package io.srpo.engine.decoder;

import io.srpo.engine.torch.Torch;
import java.util.List;
import org.bytedeco.pytorch.Tensor;

/**
 * A prompt computed once, for any number of answers. Where many answers share it, its keys and values lie in tensors and all of them are attended to it by one product; else they
 * lie as an answer's own do.
 */
public final class DecodePrompt {
    final int length;
    final CachedTokens tokens;
    /** A layer's keys {@code [kvHeads, width, length]}; empty where the prompt lies in {@link #tokens}. */
    final List<Tensor> keys;
    /** A layer's values {@code [kvHeads, length, width]}. */
    final List<Tensor> values;
    /** Logits of the first token after it. */
    final float[] logits;

    DecodePrompt(int length, CachedTokens tokens, List<Tensor> keys, List<Tensor> values, float[] logits) {
        this.length = length;
        this.tokens = tokens;
        this.keys = keys;
        this.values = values;
        this.logits = logits;
    }

    /** Whether it lies in tensors. */
    boolean shared() {
        return !keys.isEmpty();
    }

    void release() {
        tokens.release();
        keys.forEach(Torch::drop);
        values.forEach(Torch::drop);
        keys.clear();
        values.clear();
    }
}
