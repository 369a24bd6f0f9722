package io.srpo.engine.weights;

import java.nio.ByteBuffer;

/**
 * ggml's blocks of 32 values with one scale: a half-precision scale d (and minimum m), then the quants. In the 4- and 5-bit ones byte j holds value j in its low
 * nibble and value j + 16 in its high one; the 5-bit ones keep the fifth bits of all 32 values in a 32-bit word before the nibbles.
 */
final class LegacyQuants {
    private static final int BLOCK = 32;
    private static final int HALF_BLOCK = 16;

    private LegacyQuants() {}

    static void q40(ByteBuffer in, float[] out, int at, int values) {
        for (int block = 0; block < values / BLOCK; block++) {
            int p = block * 18;
            int o = at + block * BLOCK;
            float d = Floats.half(in.getShort(p));
            for (int j = 0; j < HALF_BLOCK; j++) {
                int q = in.get(p + 2 + j) & 0xff;
                out[o + j] = ((q & 0xf) - 8) * d;
                out[o + j + HALF_BLOCK] = ((q >>> 4) - 8) * d;
            }
        }
    }

    static void q41(ByteBuffer in, float[] out, int at, int values) {
        for (int block = 0; block < values / BLOCK; block++) {
            int p = block * 20;
            int o = at + block * BLOCK;
            float d = Floats.half(in.getShort(p));
            float m = Floats.half(in.getShort(p + 2));
            for (int j = 0; j < HALF_BLOCK; j++) {
                int q = in.get(p + 4 + j) & 0xff;
                out[o + j] = (q & 0xf) * d + m;
                out[o + j + HALF_BLOCK] = (q >>> 4) * d + m;
            }
        }
    }

    static void q50(ByteBuffer in, float[] out, int at, int values) {
        for (int block = 0; block < values / BLOCK; block++) {
            int p = block * 22;
            int o = at + block * BLOCK;
            float d = Floats.half(in.getShort(p));
            int high = in.getInt(p + 2);
            for (int j = 0; j < HALF_BLOCK; j++) {
                int q = in.get(p + 6 + j) & 0xff;
                out[o + j] = (((q & 0xf) | fifth(high, j)) - 16) * d;
                out[o + j + HALF_BLOCK] = ((q >>> 4 | fifth(high, j + HALF_BLOCK)) - 16) * d;
            }
        }
    }

    static void q51(ByteBuffer in, float[] out, int at, int values) {
        for (int block = 0; block < values / BLOCK; block++) {
            int p = block * 24;
            int o = at + block * BLOCK;
            float d = Floats.half(in.getShort(p));
            float m = Floats.half(in.getShort(p + 2));
            int high = in.getInt(p + 4);
            for (int j = 0; j < HALF_BLOCK; j++) {
                int q = in.get(p + 8 + j) & 0xff;
                out[o + j] = ((q & 0xf) | fifth(high, j)) * d + m;
                out[o + j + HALF_BLOCK] = (q >>> 4 | fifth(high, j + HALF_BLOCK)) * d + m;
            }
        }
    }

    static void q80(ByteBuffer in, float[] out, int at, int values) {
        for (int block = 0; block < values / BLOCK; block++) {
            int p = block * 34;
            int o = at + block * BLOCK;
            float d = Floats.half(in.getShort(p));
            for (int j = 0; j < BLOCK; j++) {
                out[o + j] = in.get(p + 2 + j) * d;
            }
        }
    }

    private static int fifth(int high, int value) {
        return (high >>> value & 1) << 4;
    }
}
