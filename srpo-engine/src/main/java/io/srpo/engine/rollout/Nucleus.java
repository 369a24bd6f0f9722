package io.srpo.engine.rollout;

import io.srpo.core.rollout.SamplingSpec;
import java.util.SplittableRandom;

/**
 * Draws from what top-k, top-p and min-p leave of a distribution, applied in that order: the k most likely tokens; of these the fewest whose share of the k's mass reaches p;
 * of these the ones at least minP times as likely as the most likely. Equal weights are ordered by token id. Nothing is sorted: what is kept, and the token drawn from it, are found as a median is, by dividing. Not thread-safe.
 */
final class Nucleus {
    /** TokenWeights above which candidates are looked for, one after the other until they decide; the first is nearly always enough. */
    private static final float[] FLOORS = {1e-3f, 1e-4f, 1e-5f, 1e-6f, 0f};

    /** What candidates are summed by. */
    private enum Measure {
        COUNT {
            @Override
            double of(long candidate) {
                return 1;
            }
        },
        WEIGHT {
            @Override
            double of(long candidate) {
                return Candidate.weight(candidate);
            }
        };

        abstract double of(long candidate);
    }

    private final SamplingSpec spec;
    private final long[] candidates;

    Nucleus(SamplingSpec spec, int vocabulary) {
        this.spec = spec;
        candidates = new long[vocabulary];
    }

    /** @param uniform in [0, 1) */
    int draw(TokenWeights weights, double uniform) {
        for (float floor : FLOORS) {
            int found = weights.above(floor, candidates);
            int kept = kept(found, weights.total(), floor);
            if (kept > 0) {
                // The first whose sum with all before it is more than this.
                double target = Math.nextUp(uniform * sum(0, kept, Measure.WEIGHT));
                return Candidate.token(candidates[front(kept, target, Measure.WEIGHT) - 1]);
            }
        }
        throw new IllegalStateException("a distribution without any weight");
    }

    /** Brings those of the candidates that stay to the front; how many they are, or 0 when those above this floor do not decide it. */
    private int kept(int found, double total, float floor) {
        boolean last = floor == 0;
        int kept = found;
        double mass = total;
        if (spec.topK() > 0) {
            if (found < spec.topK() && !last) {
                return 0;
            }
            kept = front(found, spec.topK(), Measure.COUNT);
            mass = sum(0, kept, Measure.WEIGHT);
        }
        if (spec.topP() < 1) {
            double share = spec.topP() * mass;
            if (sum(0, kept, Measure.WEIGHT) < share && !last) {
                return 0;
            }
            kept = front(kept, share, Measure.WEIGHT);
        } else if (spec.topK() == 0 && spec.minP() <= floor && !last) {
            return 0;
        }
        return spec.minP() > 0 ? divide(0, kept, Candidate.of(Integer.MAX_VALUE, (float) spec.minP())) : kept;
    }

    /** Brings the first of the candidates to the front, until they measure so much together or are all; how many those are. The last of them is then where it would be if they were sorted. */
    private int front(int count, double goal, Measure measure) {
        SplittableRandom random = new SplittableRandom(count);
        int from = 0;
        int to = count;
        double before = 0;
        while (from < to) {
            int at = divide(from, to, middle(from, to, random)) - 1;
            double reached = before + sum(from, at, measure);
            double with = reached + measure.of(candidates[at]);
            if (reached >= goal) {
                to = at;
            } else if (with >= goal) {
                return at + 1;
            } else {
                before = with;
                from = at + 1;
            }
        }
        return from;
    }

    /** The middle one of any three: of fixed ones, some orders of weights would divide off one at a time. */
    private long middle(int from, int to, SplittableRandom random) {
        long a = candidates[random.nextInt(from, to)];
        long b = candidates[random.nextInt(from, to)];
        long c = candidates[random.nextInt(from, to)];
        return Math.max(Math.min(a, b), Math.min(Math.max(a, b), c));
    }

    /** Brings those that are not behind {@code bound} before the others, and the bound itself, if it is one of them, behind them all; where the others begin. */
    private int divide(int from, int to, long bound) {
        int next = from;
        int place = -1;
        for (int i = from; i < to; i++) {
            long candidate = candidates[i];
            if (candidate <= bound) {
                if (candidate == bound) {
                    place = next;
                }
                candidates[i] = candidates[next];
                candidates[next++] = candidate;
            }
        }
        if (place >= 0) {
            candidates[place] = candidates[next - 1];
            candidates[next - 1] = bound;
        }
        return next;
    }

    private double sum(int from, int to, Measure measure) {
        double sum = 0;
        for (int i = from; i < to; i++) {
            sum += measure.of(candidates[i]);
        }
        return sum;
    }
}
