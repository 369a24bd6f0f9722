package io.srpo.core.objective;

/**
 * CISPO (MiniMax 2025, arXiv 2506.13585): {@code -clip(ratio) * A * logProb} with the clipped ratio a constant. The clip bounds a token's weight and
 * never removes its gradient; {@link #clipped} counts tokens whose weight was bounded. The loss's value depends on the log-probabilities
 * even on policy, its gradient does not.
 */
record Cispo(ClipRange range) implements Surrogate {
    @Override
    public double loss(double ratio, double advantage, double logProb) {
        return -range.bounded(ratio) * advantage * logProb;
    }

    @Override
    public double slope(double ratio, double advantage) {
        return -range.bounded(ratio) * advantage;
    }

    @Override
    public boolean clipped(double ratio, double advantage) {
        return !range.contains(ratio);
    }
}
