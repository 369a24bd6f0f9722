package io.srpo.engine.decoder;

import io.srpo.engine.model.ModelConfig;
import io.srpo.engine.torch.Buffers;
import io.srpo.engine.torch.Torch;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;

/** Rotary position embedding in Hugging Face's halves layout: element i of a head turns with element i + headDim / 2. */
final class Rotary implements AutoCloseable {
    private static final int FIRST_POSITIONS = 1024;

    private final Buffers buffers = new Buffers();
    private final int half;
    private final int maxPositions;
    private final double[] frequencies;
    private final double magnitude;
    private int length;
    private Tensor cos;
    private Tensor sin;

    Rotary(ModelConfig config) {
        half = config.headDim() / 2;
        maxPositions = config.maxPositions();
        frequencies = config.ropeScaling().frequencies(config.ropeTheta(), config.headDim());
        magnitude = config.ropeScaling().magnitude();
        tabulate(Math.min(FIRST_POSITIONS, maxPositions));
    }

    /** Makes the tables long enough; they double, since a model's whole context may be far more than a run ever needs. */
    void reach(int positions) {
        if (positions > length) {
            buffers.close();
            tabulate(Math.max(positions, Math.min(2 * length, maxPositions)));
        }
    }

    private void tabulate(int positions) {
        float[] c = new float[positions * half];
        float[] s = new float[positions * half];
        for (int i = 0; i < half; i++) {
            // fp32 as in the reference implementations, so that long contexts agree with them.
            float frequency = (float) frequencies[i];
            for (int p = 0; p < positions; p++) {
                float angle = p * frequency;
                c[p * half + i] = (float) (magnitude * Math.cos(angle));
                s[p * half + i] = (float) (magnitude * Math.sin(angle));
            }
        }
        length = positions;
        cos = buffers.own(Torch.floats(c, positions, half));
        sin = buffers.own(Torch.floats(s, positions, half));
    }

    /** The turns of given positions, for every head alike. */
    record Turn(Tensor cos, Tensor sin) {
        /** Those of some rows. */
        Turn rows(long from, long count) {
            return new Turn(cos.narrow(0, from, count), sin.narrow(0, from, count));
        }
    }

    /** Looks up the turns of {@code [rows]} positions; the result belongs to the surrounding scope. */
    Turn at(Tensor positions) {
        return new Turn(
                cos.index_select(0, positions).view(-1, 1, 1, half),
                sin.index_select(0, positions).view(-1, 1, half));
    }

    /**
     * Turns {@code from} into {@code into}, both {@code [rows, heads, headDim]} (strided is fine) and not the same memory.
     *
     * @param back whether to turn backwards, which is the derivative's direction
     */
    void turn(Tensor from, Tensor into, Turn turn, boolean back) {
        Tensor x = from.unflatten(2, 2, half);
        Tensor y = into.unflatten(2, 2, half);
        torch.mul_out(y, x, turn.cos);
        y.select(2, 0).addcmul_(x.select(2, 1), turn.sin, back ? Torch.ONE : Torch.MINUS_ONE);
        y.select(2, 1).addcmul_(x.select(2, 0), turn.sin, back ? Torch.MINUS_ONE : Torch.ONE);
    }

    @Override
    public void close() {
        buffers.close();
    }
}
