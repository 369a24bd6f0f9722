package io.srpo.engine.weights;

import java.nio.ByteBuffer;

/** The types weights are saved in. */
public enum SavedType {
    /** Exact. */
    F32(4),
    /** Half the size; rounded to nearest, ties to even, as PyTorch does. */
    BF16(2);

    private final int bytes;

    SavedType(int bytes) {
        this.bytes = bytes;
    }

    /** Bytes of one value. */
    int bytes() {
        return bytes;
    }

    void put(ByteBuffer out, float value) {
        switch (this) {
            case F32 -> out.putFloat(value);
            case BF16 -> out.putShort(Floats.toBf16(value));
        }
    }
}
