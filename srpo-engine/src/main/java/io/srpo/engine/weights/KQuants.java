package io.srpo.engine.weights;

import java.nio.ByteBuffer;

/**
 * ggml's super-blocks of 256 values. Q4_K and Q5_K: half-precision d and dmin, then eight 6-bit scales and minima packed into 12 bytes, one pair for 32 values.
 * Q6_K: sixteen signed 8-bit scales, one for 16 values, and a half-precision d at the end.
 */
final class KQuants {
    private static final int BLOCK = 256;

    private KQuants() {}

    /** Layout: d 2, dmin 2, scales 12, nibbles 128; 32 bytes of nibbles hold 64 values, the low nibbles first. */
    static void q4k(ByteBuffer in, float[] out, int at, int values) {
        for (int block = 0; block < values / BLOCK; block++) {
            int p = block * 144;
            float d = Floats.half(in.getShort(p));
            float dmin = Floats.half(in.getShort(p + 2));
            for (int part = 0; part < 8; part++) {
                float scale = d * scale(in, p + 4, part);
                float min = dmin * min(in, p + 4, part);
                int nibbles = p + 16 + (part / 2) * 32;
                int shift = part % 2 * 4;
                int o = at + block * BLOCK + part * 32;
                for (int j = 0; j < 32; j++) {
                    int q = in.get(nibbles + j) >>> shift & 0xf;
                    out[o + j] = scale * q - min;
                }
            }
        }
    }

    /** Layout: d 2, dmin 2, scales 12, fifth bits 32 (bit k of byte j belongs to value j of part k), nibbles 128. */
    static void q5k(ByteBuffer in, float[] out, int at, int values) {
        for (int block = 0; block < values / BLOCK; block++) {
            int p = block * 176;
            float d = Floats.half(in.getShort(p));
            float dmin = Floats.half(in.getShort(p + 2));
            for (int part = 0; part < 8; part++) {
                float scale = d * scale(in, p + 4, part);
                float min = dmin * min(in, p + 4, part);
                int nibbles = p + 48 + (part / 2) * 32;
                int shift = part % 2 * 4;
                int o = at + block * BLOCK + part * 32;
                for (int j = 0; j < 32; j++) {
                    int fifth = (in.get(p + 16 + j) >>> part & 1) << 4;
                    int q = (in.get(nibbles + j) >>> shift & 0xf) | fifth;
                    out[o + j] = scale * q - min;
                }
            }
        }
    }

    /** Layout: low nibbles 128, upper bit pairs 64, scales 16, d 2; in two halves of 128 values, each of four runs of 32. */
    static void q6k(ByteBuffer in, float[] out, int at, int values) {
        for (int block = 0; block < values / BLOCK; block++) {
            int p = block * 210;
            float d = Floats.half(in.getShort(p + 208));
            for (int run = 0; run < 8; run++) {
                int half = run / 4;
                int quarter = run % 4;
                int low = p + half * 64 + quarter % 2 * 32;
                int high = p + 128 + half * 32;
                int scales = p + 192 + run * 2;
                int o = at + block * BLOCK + run * 32;
                for (int j = 0; j < 32; j++) {
                    int lowBits = in.get(low + j) >>> (quarter / 2 * 4) & 0xf;
                    int q = lowBits | (in.get(high + j) >>> (quarter * 2) & 3) << 4;
                    out[o + j] = d * in.get(scales + j / 16) * (q - 32);
                }
            }
        }
    }

    /** The 6-bit scale of a part: the first four lie in the low bits of bytes 0 to 3, the others in nibbles of 8 to 11 with their top bits in 0 to 3. */
    private static int scale(ByteBuffer in, int scales, int part) {
        if (part < 4) {
            return in.get(scales + part) & 63;
        }
        return (in.get(scales + part + 4) & 0xf) | (in.get(scales + part - 4) >>> 6 & 3) << 4;
    }

    private static int min(ByteBuffer in, int scales, int part) {
        if (part < 4) {
            return in.get(scales + part + 4) & 63;
        }
        return (in.get(scales + part + 4) >>> 4 & 0xf) | (in.get(scales + part) >>> 6 & 3) << 4;
    }
}
