package io.srpo.core.objective;

import io.srpo.core.SrpoException;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The loss put together from its parts: for each token {@code aggregation * (importance * surrogate + coefficient * kl)}.
 *
 * <p>Guarantees: a ratio of equal log-probabilities is exactly 1; a sequence of advantage 0 has, without a KL term, a loss and a gradient of exactly
 * 0, whatever its ratios are.
 */
record PolicyObjective(
        Surrogate surrogate,
        Aggregation aggregation,
        @Nullable KlTerm klTerm,
        @Nullable ImportanceWeight importance) implements Objective {

    @Override
    public boolean needsReference() {
        return klTerm != null;
    }

    @Override
    public boolean gradientNeedsLogProbsOnPolicy() {
        return klTerm != null || importance != null;
    }

    @Override
    public Term evaluate(Sequence sequence, Scale scale) {
        int tokens = sequence.logProbs().length;
        checkLengths(sequence, tokens);
        double[] gradient = new double[tokens];
        if (tokens == 0) {
            return new Term(0, gradient, 0, 0, 0, 0);
        }
        double tokenWeight = aggregation.tokenWeight(tokens, scale);
        double[] ratios = ratios(sequence, tokens);
        double loss = 0;
        double ratioSum = 0;
        double ratioMax = 0;
        int clipped = 0;
        double kl = 0;
        double sharedSlope = 0;
        for (int t = 0; t < tokens; t++) {
            double ratio = ratios[t];
            ratioSum += ratio;
            ratioMax = Math.max(ratioMax, ratio);
            if (sequence.advantage() != 0) {
                double weight = tokenWeight * importanceOf(sequence, t);
                loss += weight * surrogate.loss(ratio, sequence.advantage(), sequence.logProbs()[t]);
                double slope = weight * surrogate.slope(ratio, sequence.advantage());
                gradient[t] = slope;
                sharedSlope += slope;
                clipped += surrogate.clipped(ratio, sequence.advantage()) ? 1 : 0;
            }
        }
        if (surrogate.sequenceRatio()) {
            // The ratio's logarithm is the mean over tokens, so each token moves every token's loss by 1/T.
            Arrays.fill(gradient, sharedSlope / tokens);
        }
        for (int t = 0; t < tokens; t++) {
            double logProb = sequence.logProbs()[t];
            if (klTerm != null && sequence.referenceLogProbs() != null) {
                double d = sequence.referenceLogProbs()[t] - logProb;
                double value = klTerm.estimator().value(d);
                kl += value;
                loss += tokenWeight * klTerm.coefficient() * value;
                gradient[t] +=
                        tokenWeight * klTerm.coefficient() * klTerm.estimator().slope(d);
            } else {
                kl += KlEstimator.K3.value(sequence.oldLogProbs()[t] - logProb);
            }
        }
        return new Term(loss, gradient, clipped, ratioSum, ratioMax, kl);
    }

    private double[] ratios(Sequence sequence, int tokens) {
        double[] ratios = new double[tokens];
        double sum = 0;
        for (int t = 0; t < tokens; t++) {
            double difference = sequence.logProbs()[t] - sequence.oldLogProbs()[t];
            sum += difference;
            ratios[t] = Math.exp(difference);
        }
        if (surrogate.sequenceRatio()) {
            Arrays.fill(ratios, Math.exp(sum / tokens));
        }
        return ratios;
    }

    private double importanceOf(Sequence sequence, int t) {
        double[] drawn = sequence.rolloutLogProbs();
        return importance == null || drawn == null ? 1 : importance.of(sequence.oldLogProbs()[t], drawn[t]);
    }

    private void checkLengths(Sequence sequence, int tokens) {
        double[] drawn = sequence.rolloutLogProbs();
        double[] reference = sequence.referenceLogProbs();
        if (klTerm != null && reference == null) {
            throw SrpoException.internal(
                    "the objective has a KL term, but the learner gave no reference log-probabilities");
        }
        if (sequence.oldLogProbs().length != tokens
                || (drawn != null && drawn.length != tokens)
                || (reference != null && reference.length != tokens)) {
            throw SrpoException.internal("the log-probabilities of one sequence differ in length: current " + tokens
                    + ", old " + sequence.oldLogProbs().length + ", rollout " + (drawn == null ? "none" : drawn.length)
                    + ", reference " + (reference == null ? "none" : reference.length));
        }
    }
}
