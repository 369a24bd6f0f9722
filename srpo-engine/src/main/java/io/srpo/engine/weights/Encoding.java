package io.srpo.engine.weights;

import java.nio.ByteBuffer;

/**
 * How values lie in a file: plain floats, or ggml's blocks, each of which holds a fixed number of values of one row.
 *
 * <p>The quantised layouts are those of ggml's {@code ggml-common.h} (block_q4_0, block_q4_K, ...), little-endian.
 */
enum Encoding {
    F64(1, 8),
    F32(1, 4),
    F16(1, 2),
    BF16(1, 2),
    Q4_0(32, 18),
    Q4_1(32, 20),
    Q5_0(32, 22),
    Q5_1(32, 24),
    Q8_0(32, 34),
    Q4_K(256, 144),
    Q5_K(256, 176),
    Q6_K(256, 210);

    private final int blockValues;
    private final int blockBytes;

    Encoding(int blockValues, int blockBytes) {
        this.blockValues = blockValues;
        this.blockBytes = blockBytes;
    }

    /** Values in one block; a row is a whole number of blocks. */
    int blockValues() {
        return blockValues;
    }

    /** Bytes of one block. */
    int blockBytes() {
        return blockBytes;
    }

    /** Bytes that so many values take; {@code values} is a multiple of {@link #blockValues}. */
    long bytes(long values) {
        return Math.multiplyExact(values / blockValues, blockBytes);
    }

    /**
     * Widens blocks to fp32.
     *
     * @param in little-endian, read by index from 0
     * @param out receives {@code values} numbers from {@code at} on
     * @param values a multiple of {@link #blockValues}
     */
    void decode(ByteBuffer in, float[] out, int at, int values) {
        switch (this) {
            case F64 -> Floats.f64(in, out, at, values);
            case F32 -> Floats.f32(in, out, at, values);
            case F16 -> Floats.f16(in, out, at, values);
            case BF16 -> Floats.bf16(in, out, at, values);
            case Q4_0 -> LegacyQuants.q40(in, out, at, values);
            case Q4_1 -> LegacyQuants.q41(in, out, at, values);
            case Q5_0 -> LegacyQuants.q50(in, out, at, values);
            case Q5_1 -> LegacyQuants.q51(in, out, at, values);
            case Q8_0 -> LegacyQuants.q80(in, out, at, values);
            case Q4_K -> KQuants.q4k(in, out, at, values);
            case Q5_K -> KQuants.q5k(in, out, at, values);
            case Q6_K -> KQuants.q6k(in, out, at, values);
        }
    }
}
