package io.srpo.engine.weights;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.offset;

import io.srpo.engine.TestFiles;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.Objects;
import java.util.Random;
import net.jqwik.api.Assume;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Blocks packed by hand from ggml's struct definitions, with values computed from the quants that went in; and gguf-py's own figures. */
class EncodingTest {
    private static final short HALF_2 = 0x4000;
    private static final short HALF_MINUS_3 = (short) 0xc200;

    private final Random random = new Random(17);

    @ParameterizedTest
    @EnumSource(
            value = Encoding.class,
            names = {"F64", "F32"},
            mode = EnumSource.Mode.EXCLUDE)
    void randomBlocksEqualWhatGgufPyDequantises(Encoding encoding) {
        try (GgufFile file = GgufFile.open(TestFiles.resource("gguf/quants.gguf"))) {
            float[] ours = file.read(Objects.requireNonNull(file.tensor(encoding.name())));
            float[] theirs = file.read(Objects.requireNonNull(file.tensor("expected." + encoding.name())));
            assertThat(ours).hasSize(1024);
            for (int i = 0; i < ours.length; i++) {
                assertThat(ours[i])
                        .as("value %d", i)
                        .isCloseTo(theirs[i], offset(2e-7f * Math.max(1, Math.abs(theirs[i]))));
            }
        }
    }

    @Test
    void fourBitBlocksHoldTheFirstHalfInLowNibbles() {
        int[] quants = quants(32, 16);
        ByteBuffer block = block(18).putShort(HALF_2);
        nibbles(block, quants);
        float[] expected = new float[32];
        for (int i = 0; i < 32; i++) {
            expected[i] = 2f * (quants[i] - 8);
        }
        assertThat(decode(Encoding.Q4_0, block)).containsExactly(expected);

        ByteBuffer withMinimum = block(20).putShort(HALF_2).putShort(HALF_MINUS_3);
        nibbles(withMinimum, quants);
        for (int i = 0; i < 32; i++) {
            expected[i] = 2f * quants[i] - 3;
        }
        assertThat(decode(Encoding.Q4_1, withMinimum)).containsExactly(expected);
    }

    @Test
    void fiveBitBlocksKeepTheFifthBitsInAWord() {
        int[] quants = quants(32, 32);
        int high = 0;
        for (int i = 0; i < 32; i++) {
            high |= (quants[i] >> 4) << i;
        }
        ByteBuffer block = block(22).putShort(HALF_2).putInt(high);
        nibbles(block, quants);
        ByteBuffer withMinimum =
                block(24).putShort(HALF_2).putShort(HALF_MINUS_3).putInt(high);
        nibbles(withMinimum, quants);
        float[] centred = new float[32];
        float[] raised = new float[32];
        for (int i = 0; i < 32; i++) {
            centred[i] = 2f * (quants[i] - 16);
            raised[i] = 2f * quants[i] - 3;
        }
        assertThat(decode(Encoding.Q5_0, block)).containsExactly(centred);
        assertThat(decode(Encoding.Q5_1, withMinimum)).containsExactly(raised);
    }

    @Test
    void eightBitBlocksAreSignedBytes() {
        ByteBuffer block = block(34).putShort(HALF_2);
        float[] expected = new float[32];
        for (int i = 0; i < 32; i++) {
            byte quant = (byte) (random.nextInt(256) - 128);
            block.put(quant);
            expected[i] = 2f * quant;
        }
        assertThat(decode(Encoding.Q8_0, block)).containsExactly(expected);
    }

    @Test
    void superBlocksOfFourBitsPackEightScalesAndMinimaInTwelveBytes() {
        int[] quants = quants(256, 16);
        int[] scales = quants(8, 64);
        int[] minima = quants(8, 64);
        ByteBuffer block = block(144).putShort(HALF_2).putShort(HALF_MINUS_3).put(packed(scales, minima));
        for (int pair = 0; pair < 4; pair++) {
            for (int i = 0; i < 32; i++) {
                block.put((byte) (quants[pair * 64 + i] | quants[pair * 64 + 32 + i] << 4));
            }
        }
        float[] expected = new float[256];
        for (int i = 0; i < 256; i++) {
            expected[i] = 2f * scales[i / 32] * quants[i] + 3f * minima[i / 32];
        }
        assertThat(decode(Encoding.Q4_K, block)).containsExactly(expected);
    }

    @Test
    void superBlocksOfSixBitsSplitLowNibblesAndHighPairs() {
        int[] quants = quants(256, 64);
        byte[] low = new byte[128];
        byte[] high = new byte[64];
        for (int i = 0; i < 256; i++) {
            int half = i / 128;
            int quarter = i % 128 / 32;
            low[half * 64 + quarter % 2 * 32 + i % 32] |= (byte) ((quants[i] & 15) << quarter / 2 * 4);
            high[half * 32 + i % 32] |= (byte) ((quants[i] >> 4) << quarter * 2);
        }
        byte[] scales = new byte[16];
        random.nextBytes(scales);
        ByteBuffer block = block(210).put(low).put(high).put(scales).putShort(HALF_2);
        float[] expected = new float[256];
        for (int i = 0; i < 256; i++) {
            expected[i] = 2f * scales[i / 16] * (quants[i] - 32);
        }
        assertThat(decode(Encoding.Q6_K, block)).containsExactly(expected);
    }

    @Test
    void halvesOfEveryKindAreExact() {
        assertThat(Floats.half((short) 0x3c00)).isEqualTo(1f);
        assertThat(Floats.half((short) 0x3555)).isEqualTo(0.333251953125f);
        assertThat(Floats.half((short) 0x0001)).isEqualTo(5.9604644775390625e-8f);
        assertThat(Floats.half((short) 0x8001)).isEqualTo(-5.9604644775390625e-8f);
        assertThat(Floats.half((short) 0x7bff)).isEqualTo(65504f);
        assertThat(Floats.half((short) 0xfc00)).isEqualTo(Float.NEGATIVE_INFINITY);
        assertThat(Floats.half((short) 0x7e01)).isNaN();
    }

    @Property(tries = 500)
    void bfloat16RoundsToTheNearestAndTiesToEven(@ForAll int bits) {
        float value = Float.intBitsToFloat(bits);
        Assume.that(Math.abs(value) < 3.38e38f);
        float rounded = Float.intBitsToFloat(Floats.toBf16(value) << 16);
        float below = Float.intBitsToFloat(Float.floatToRawIntBits(value) & 0xffff0000);
        float above = Float.intBitsToFloat((Float.floatToRawIntBits(value) & 0xffff0000) + 0x10000);
        double down = Math.abs((double) value - below);
        double up = Math.abs((double) above - value);
        boolean evenBelow = (Float.floatToRawIntBits(below) & 0x10000) == 0;
        assertThat(Float.floatToIntBits(rounded))
                .isEqualTo(Float.floatToIntBits(down < up || (down == up && evenBelow) ? below : above));
    }

    private int[] quants(int count, int limit) {
        return random.ints(count, 0, limit).toArray();
    }

    private static void nibbles(ByteBuffer block, int[] quants) {
        for (int i = 0; i < 16; i++) {
            block.put((byte) (quants[i] & 15 | (quants[i + 16] & 15) << 4));
        }
    }

    /** Eight 6-bit scales and minima: 0 to 3 whole in bytes 0 to 7, 4 to 7 as nibbles in bytes 8 to 11 with their top bits over the former. */
    private static byte[] packed(int[] scales, int[] minima) {
        byte[] out = new byte[12];
        for (int i = 0; i < 4; i++) {
            out[i] = (byte) (scales[i] | scales[i + 4] >> 4 << 6);
            out[i + 4] = (byte) (minima[i] | minima[i + 4] >> 4 << 6);
            out[i + 8] = (byte) (scales[i + 4] & 15 | (minima[i + 4] & 15) << 4);
        }
        return out;
    }

    private static ByteBuffer block(int bytes) {
        return ByteBuffer.allocate(bytes).order(ByteOrder.LITTLE_ENDIAN);
    }

    private static float[] decode(Encoding encoding, ByteBuffer block) {
        assertThat(block.remaining()).isZero();
        assertThat(block.capacity()).isEqualTo(encoding.blockBytes());
        float[] out = new float[encoding.blockValues() + 2];
        encoding.decode(block, out, 1, encoding.blockValues());
        assertThat(out[0]).isZero();
        assertThat(out[out.length - 1]).isZero();
        return Arrays.copyOfRange(out, 1, out.length - 1);
    }
}
