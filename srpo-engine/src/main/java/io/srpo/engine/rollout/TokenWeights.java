package io.srpo.engine.rollout;

import java.nio.FloatBuffer;

/**
 * What a row's next token is drawn from: the weights of all tokens, unnormalised, the largest 1, and their sums over blocks of {@value #BLOCK} tokens, by which most tokens need not be looked at. The search and its sums are in double
 * precision.
 */
final class TokenWeights {
    static final int BLOCK = 64;

    private final FloatBuffer all;
    private final int offset;
    private final int tokens;
    private final float[] sums;
    private final double total;

    /**
     * @param all holds the weights of the first token and all others from {@code offset} on
     * @param sums of the blocks, the last of which may have fewer tokens
     */
    TokenWeights(FloatBuffer all, int offset, int tokens, float[] sums) {
        this.all = all;
        this.offset = offset;
        this.tokens = tokens;
        this.sums = sums;
        double sum = 0;
        for (float block : sums) {
            sum += block;
        }
        total = sum;
    }

    double total() {
        return total;
    }

    /** The token in whose part of the cumulated weights a number from 0 to below {@link #total} falls. */
    int at(double target) {
        double reached = 0;
        int block = 0;
        while (block < sums.length && reached + sums[block] <= target) {
            reached += sums[block++];
        }
        // Rounding between a block's sum and its parts may carry the search past the block's end; the next token with
        // weight is as good.
        for (int token = block * BLOCK; token < tokens; token++) {
            float weight = weight(token);
            reached += weight;
            if (weight > 0 && target < reached) {
                return token;
            }
        }
        // Or past every weight: the last token with any.
        int last = tokens - 1;
        while (last >= 0 && weight(last) == 0) {
            last--;
        }
        return last;
    }

    /**
     * Finds the tokens of more than so much weight.
     *
     * @param into receives them in the order of their numbers, see {@link Candidate}
     * @return how many
     */
    int above(float floor, long[] into) {
        int found = 0;
        for (int block = 0; block < sums.length; block++) {
            // No sum is below any of its parts, however it was rounded.
            if (sums[block] > floor) {
                int end = Math.min(tokens, (block + 1) * BLOCK);
                for (int token = block * BLOCK; token < end; token++) {
                    float weight = weight(token);
                    if (weight > floor) {
                        into[found++] = Candidate.of(token, weight);
                    }
                }
            }
        }
        return found;
    }

    private float weight(int token) {
        return all.get(offset + token);
    }
}
