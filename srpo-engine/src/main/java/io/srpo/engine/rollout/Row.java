package io.srpo.engine.rollout;

import io.srpo.core.rollout.RandomStream;
import io.srpo.core.rollout.Rollout.Ending;
import io.srpo.engine.decoder.DecodeSequence;
import java.util.Arrays;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** One answer while it is being drawn. */
final class Row {
    final int request;
    final int sample;
    final RandomStream random;
    private final int limit;
    private int[] tokens = new int[32];
    private float[] logProbs = new float[32];
    private int count;
    private @Nullable Ending ending;
    private @Nullable DecodeSequence sequence;

    /** @param limit tokens after which it is cut off */
    Row(int request, int sample, RandomStream random, int limit) {
        this.request = request;
        this.sample = sample;
        this.random = random;
        this.limit = limit;
    }

    void add(int token, float logProb) {
        if (count == tokens.length) {
            tokens = Arrays.copyOf(tokens, 2 * count);
            logProbs = Arrays.copyOf(logProbs, 2 * count);
        }
        tokens[count] = token;
        logProbs[count++] = logProb;
    }

    /** Most tokens that it may have. */
    int limit() {
        return limit;
    }

    int count() {
        return count;
    }

    int last() {
        return tokens[count - 1];
    }

    boolean atLimit() {
        return count >= limit;
    }

    void end(Ending how) {
        ending = how;
    }

    @Nullable
    Ending ending() {
        return ending;
    }

    void sequence(DecodeSequence begun) {
        sequence = begun;
    }

    DecodeSequence sequence() {
        return Objects.requireNonNull(sequence, "not begun");
    }

    int[] tokens() {
        return Arrays.copyOf(tokens, count);
    }

    /** The newest {@code n} tokens, or all when there are fewer. */
    int[] newest(int n) {
        return Arrays.copyOfRange(tokens, Math.max(0, count - n), count);
    }

    float[] logProbs() {
        return Arrays.copyOf(logProbs, count);
    }
}
