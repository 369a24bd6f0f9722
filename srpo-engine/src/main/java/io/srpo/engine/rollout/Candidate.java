package io.srpo.engine.rollout;

/** A token and its weight in one number, by which the heavier comes first and of equally heavy ones the token of the lower number. */
final class Candidate {
    private Candidate() {}

    /** @param weight not negative */
    static long of(int token, float weight) {
        return (long) ~Float.floatToIntBits(weight) << 32 | token;
    }

    static int token(long candidate) {
        return (int) candidate;
    }

    static float weight(long candidate) {
        return Float.intBitsToFloat(~(int) (candidate >> 32));
    }
}
