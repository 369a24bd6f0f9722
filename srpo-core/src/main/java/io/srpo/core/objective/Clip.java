package io.srpo.core.objective;

/**
 * PPO's clipped surrogate (Schulman et al. 2017, arXiv 1707.06347) with two bounds (DAPO's clip-higher, arXiv 2503.14476), as in GRPO and SRPO:
 * {@code -min(ratio * A, clip(ratio, 1 - low, 1 + high) * A)}.
 */
record Clip(ClipRange range) implements Surrogate {
    @Override
    public double loss(double ratio, double advantage, double logProb) {
        return -Math.min(ratio * advantage, range.bounded(ratio) * advantage);
    }

    @Override
    public double slope(double ratio, double advantage) {
        return clipped(ratio, advantage) ? 0 : -ratio * advantage;
    }

    @Override
    public boolean clipped(double ratio, double advantage) {
        return range.removes(ratio, advantage);
    }
}
