package io.srpo.core.objective;

/**
 * GSPO (Zheng et al. 2025, arXiv 2507.18071): the clipped surrogate with one ratio a sequence, {@code exp(mean(logProb - oldLogProb))}. With the aggregation
 * {@code sequence-mean} it is the paper's objective. Sequence ratios stay near 1: that paper clips at [3e-4, 4e-4].
 */
record Gspo(Clip clip) implements Surrogate {
    @Override
    public double loss(double ratio, double advantage, double logProb) {
        return clip.loss(ratio, advantage, logProb);
    }

    @Override
    public double slope(double ratio, double advantage) {
        return clip.slope(ratio, advantage);
    }

    @Override
    public boolean clipped(double ratio, double advantage) {
        return clip.clipped(ratio, advantage);
    }

    @Override
    public boolean sequenceRatio() {
        return true;
    }
}
