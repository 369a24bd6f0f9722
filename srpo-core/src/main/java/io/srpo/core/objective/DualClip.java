package io.srpo.core.objective;

import io.srpo.core.SrpoException;

/**
 * The clipped surrogate with a second bound for negative advantages (Ye et al. 2020, arXiv 1912.09729): the loss of a token is at most
 * {@code -bound * A}, so that one token that has become far more likely cannot rule the step.
 *
 * @param bound largest ratio that still pulls on a token with a negative advantage, above 1; usually 3
 */
record DualClip(Clip clip, double bound) implements Surrogate {
    DualClip {
        if (!(bound > 1 + clip.range().high() && Double.isFinite(bound))) {
            throw SrpoException.input("objective.dualClip: " + bound + " is out of range; give a ratio above 1 + "
                    + clip.range().high() + ", such as 3");
        }
    }

    @Override
    public double loss(double ratio, double advantage, double logProb) {
        return bounded(ratio, advantage) ? -bound * advantage : clip.loss(ratio, advantage, logProb);
    }

    @Override
    public double slope(double ratio, double advantage) {
        return bounded(ratio, advantage) ? 0 : clip.slope(ratio, advantage);
    }

    @Override
    public boolean clipped(double ratio, double advantage) {
        return bounded(ratio, advantage) || clip.clipped(ratio, advantage);
    }

    private boolean bounded(double ratio, double advantage) {
        return advantage < 0 && ratio > bound;
    }
}
