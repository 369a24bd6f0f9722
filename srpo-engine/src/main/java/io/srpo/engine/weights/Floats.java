package io.srpo.engine.weights;

import java.nio.ByteBuffer;

/** Plain floats of every width, to and from fp32. */
final class Floats {
    private Floats() {}

    static void f64(ByteBuffer in, float[] out, int at, int values) {
        for (int i = 0; i < values; i++) {
            out[at + i] = (float) in.getDouble(8 * i);
        }
    }

    static void f32(ByteBuffer in, float[] out, int at, int values) {
        in.asFloatBuffer().get(0, out, at, values);
    }

    static void f16(ByteBuffer in, float[] out, int at, int values) {
        for (int i = 0; i < values; i++) {
            out[at + i] = half(in.getShort(2 * i));
        }
    }

    static void bf16(ByteBuffer in, float[] out, int at, int values) {
        for (int i = 0; i < values; i++) {
            out[at + i] = Float.intBitsToFloat(in.getShort(2 * i) << 16);
        }
    }

    /** IEEE 754 binary16 to binary32, exact (JDK 20's Float.float16ToFloat; this builds on 17). */
    static float half(short bits) {
        int sign = (bits & 0x8000) << 16;
        int exponent = (bits >>> 10) & 0x1f;
        int fraction = bits & 0x3ff;
        if (exponent == 0x1f) {
            return Float.intBitsToFloat(sign | 0x7f800000 | fraction << 13);
        }
        if (exponent == 0) {
            float magnitude = fraction * 0x1p-24f;
            return sign == 0 ? magnitude : -magnitude;
        }
        return Float.intBitsToFloat(sign | (exponent + 112) << 23 | fraction << 13);
    }

    /** The nearest bfloat16, ties to even, as PyTorch rounds; NaN stays NaN. */
    static short toBf16(float value) {
        int bits = Float.floatToRawIntBits(value);
        if (Float.isNaN(value)) {
            return (short) (bits >>> 16 | 0x40);
        }
        return (short) ((bits + 0x7fff + (bits >>> 16 & 1)) >>> 16);
    }
}
