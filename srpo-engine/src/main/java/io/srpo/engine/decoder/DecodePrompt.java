package io.srpo.engine.decoder;

import io.srpo.engine.torch.Torch;
import java.util.List;
import org.bytedeco.pytorch.Tensor;

/** A prompt computed once, for any number of answers: all of them attend to it by one product. */
public final class DecodePrompt {
    final int length;
    /** A layer's keys {@code [kvHeads, headDim, length]}. */
    final List<Tensor> keys;
    /** A layer's values {@code [kvHeads, length, headDim]}. */
    final List<Tensor> values;
    /** Logits of the first token after it. */
    final float[] logits;

    DecodePrompt(int length, List<Tensor> keys, List<Tensor> values, float[] logits) {
        this.length = length;
        this.keys = keys;
        this.values = values;
        this.logits = logits;
    }

    void release() {
        keys.forEach(Torch::drop);
        values.forEach(Torch::drop);
        keys.clear();
        values.clear();
    }
}
