package io.srpo.core.rollout;

import java.nio.charset.StandardCharsets;

/**
 * Uniform numbers that belong to one rollout: the n-th number is a pure function of (seed, step, task id, sample, n), so that what a
 * rollout draws depends neither on its place in the batch nor on what was drawn before. SplitMix64 (Steele, Lea, Flood 2014) over a hashed key.
 */
public final class RandomStream {
    private static final long GOLDEN = 0x9E3779B97F4A7C15L;

    private final long key;
    private long drawn;

    private RandomStream(long key) {
        this.key = key;
    }

    /** The stream of one rollout. */
    public static RandomStream of(long seed, long step, String taskId, int sample) {
        long h = mix(seed + GOLDEN);
        h = mix(h ^ step * 0xD1B54A32D192ED03L);
        for (byte b : taskId.getBytes(StandardCharsets.UTF_8)) {
            h = mix(h + GOLDEN ^ b);
        }
        return new RandomStream(mix(h ^ sample * 0x8CB92BA72F3D8DD7L));
    }

    /** Next uniform number in [0, 1), 53 bits. */
    public double nextDouble() {
        return (nextLong() >>> 11) * 0x1.0p-53;
    }

    /** Next 64 uniform bits. */
    public long nextLong() {
        return mix(key + GOLDEN * ++drawn);
    }

    /** Next uniform integer in [0, bound). */
    public int nextInt(int bound) {
        return (int) Math.multiplyHigh(nextLong() >>> 1, (long) bound << 1);
    }

    private static long mix(long z) {
        z = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
        z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
        return z ^ (z >>> 31);
    }
}
