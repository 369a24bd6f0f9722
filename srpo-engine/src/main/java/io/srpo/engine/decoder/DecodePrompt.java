package io.srpo.engine.decoder;

import io.srpo.engine.kernels.PackedMatrix;
import java.util.List;

/** A prompt computed once, for any number of answers: all of them attend to it by one product. */
public final class DecodePrompt {
    final int length;
    /** A layer's keys {@code [kvHeads, headDim, length]}. */
    final List<PackedMatrix> keys;
    /** A layer's values {@code [kvHeads, length, headDim]}. */
    final List<PackedMatrix> values;
    /** Logits of the first token after it. */
    final float[] logits;

    DecodePrompt(int length, List<PackedMatrix> keys, List<PackedMatrix> values, float[] logits) {
        this.length = length;
        this.keys = keys;
        this.values = values;
        this.logits = logits;
    }

    void release() {
        keys.forEach(PackedMatrix::close);
        values.forEach(PackedMatrix::close);
        keys.clear();
        values.clear();
    }
}
