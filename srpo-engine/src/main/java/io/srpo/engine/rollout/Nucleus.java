package io.srpo.engine.rollout;

import io.srpo.core.rollout.SamplingSpec;
import java.nio.FloatBuffer;
import java.util.Arrays;

/**
 * Draws from what top-k, top-p and min-p leave of a distribution, applied in that order: the k most likely tokens; of these the fewest whose share of the k's mass reaches p;
 * of these the ones at least minP times as likely as the most likely. Equal weights are ordered by token id. Not thread-safe.
 */
final class Nucleus {
    /** Weights, relative to the largest, above which candidates are looked for first; nearly always enough. */
    private static final float[] FLOORS = {1e-3f, 1e-6f, 0f};

    private final SamplingSpec spec;
    private final float[] weights;
    private long[] candidates = new long[1024];

    Nucleus(SamplingSpec spec, int vocabulary) {
        this.spec = spec;
        weights = new float[vocabulary];
    }

    /**
     * @param unnormalised weights of all tokens, the largest 1, beginning at {@code offset}
     * @param total their sum
     * @param uniform in [0, 1)
     */
    int draw(FloatBuffer unnormalised, int offset, double total, double uniform) {
        unnormalised.get(offset, weights);
        for (float floor : FLOORS) {
            int found = candidates(floor);
            int kept = kept(found, total, floor);
            if (kept > 0) {
                return pick(kept, uniform);
            }
        }
        throw new IllegalStateException("a distribution without any weight");
    }

    /** Collects and sorts what lies above the floor; weight bits above the id, so that a sort of longs orders by weight, then id. */
    private int candidates(float floor) {
        int found = 0;
        for (int i = 0; i < weights.length; i++) {
            if (weights[i] > floor) {
                if (found == candidates.length) {
                    candidates = Arrays.copyOf(candidates, 2 * found);
                }
                candidates[found++] = (long) ~Float.floatToIntBits(weights[i]) << 32 | i;
            }
        }
        Arrays.sort(candidates, 0, found);
        return found;
    }

    /** How many of the candidates stay, or 0 when those above this floor do not decide it. */
    private int kept(int found, double total, float floor) {
        boolean last = floor == 0;
        int kept = found;
        double mass = total;
        if (spec.topK() > 0) {
            if (found < spec.topK() && !last) {
                return 0;
            }
            kept = Math.min(found, spec.topK());
            mass = 0;
            for (int i = 0; i < kept; i++) {
                mass += weight(i);
            }
        }
        if (spec.topP() < 1) {
            double sum = 0;
            int n = 0;
            while (n < kept && sum < spec.topP() * mass) {
                sum += weight(n++);
            }
            if (sum < spec.topP() * mass && !last) {
                return 0;
            }
            kept = n;
        } else if (spec.topK() == 0 && spec.minP() <= floor && !last) {
            return 0;
        }
        while (kept > 1 && weight(kept - 1) < spec.minP() * weight(0)) {
            kept--;
        }
        return kept;
    }

    private int pick(int kept, double uniform) {
        double sum = 0;
        for (int i = 0; i < kept; i++) {
            sum += weight(i);
        }
        double target = uniform * sum;
        double reached = 0;
        for (int i = 0; i < kept; i++) {
            reached += weight(i);
            if (target < reached) {
                return (int) candidates[i];
            }
        }
        return (int) candidates[kept - 1];
    }

    private float weight(int i) {
        return weights[(int) candidates[i]];
    }
}
