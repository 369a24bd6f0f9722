package io.srpo.engine.learn;

import io.srpo.core.advantage.Batch;
import io.srpo.core.objective.Objective;
import io.srpo.engine.decoder.PackedPass;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Carries one micro-batch between the core's objective, which sees sequences, and the head, which sees targets in a row. */
final class ObjectiveLoss implements PackedPass.TokenLoss {
    private final Objective objective;
    private final Objective.Scale scale;
    private final MicroBatches.MicroBatch micro;
    private final List<Batch.Sample> samples;
    private final double @Nullable [][] old;
    private final double @Nullable [] reference;
    private final Tally tally;
    private double loss;

    /**
     * @param samples all samples, numbered as the micro-batch's members are
     * @param old log-probabilities at the update's beginning by sample, or null while the policy has not moved since
     * @param reference log-probabilities of the micro-batch's targets under the reference model
     */
    ObjectiveLoss(
            Objective objective,
            Objective.Scale scale,
            MicroBatches.MicroBatch micro,
            List<Batch.Sample> samples,
            double @Nullable [][] old,
            double @Nullable [] reference,
            Tally tally) {
        this.objective = objective;
        this.scale = scale;
        this.micro = micro;
        this.samples = samples;
        this.old = old;
        this.reference = reference;
        this.tally = tally;
    }

    double loss() {
        return loss;
    }

    @Override
    public double @Nullable [] knownGradient() {
        if (old != null || objective.gradientNeedsLogProbsOnPolicy()) {
            return null;
        }
        double[] gradient = new double[micro.tokens().length];
        for (int m = 0; m < micro.members().length; m++) {
            // Any equal pair gives ratio 1, which is all that the gradient depends on here.
            double[] any = new double[micro.begin()[m + 1] - micro.begin()[m]];
            put(gradient, m, evaluate(m, any, any).gradient());
        }
        return gradient;
    }

    @Override
    public double[] gradient(double[] logProbs, double[] entropies) {
        double[] gradient = new double[logProbs.length];
        for (int m = 0; m < micro.members().length; m++) {
            int from = micro.begin()[m];
            int to = micro.begin()[m + 1];
            double[] current = Arrays.copyOfRange(logProbs, from, to);
            double[] before = old == null ? current : old[micro.members()[m]];
            Objective.Term term = evaluate(m, current, before);
            loss += term.loss();
            put(gradient, m, term.gradient());
            tally.term(term, to - from);
            Batch.Sample sample = sample(m);
            for (int i = from; i < to; i++) {
                tally.entropy(entropies[i]);
                if (!sample.stored()) {
                    tally.gap(before[i - from], sample.rolloutLogProbs()[sample.lossFrom() + i - from]);
                }
            }
        }
        return gradient;
    }

    private Objective.Term evaluate(int member, double[] current, double[] before) {
        Batch.Sample sample = sample(member);
        double[] drawn = new double[current.length];
        for (int i = 0; i < drawn.length; i++) {
            drawn[i] = sample.rolloutLogProbs()[sample.lossFrom() + i];
        }
        double[] base = reference == null
                ? null
                : Arrays.copyOfRange(reference, micro.begin()[member], micro.begin()[member + 1]);
        return objective.evaluate(new Objective.Sequence(current, before, drawn, base, sample.advantage()), scale);
    }

    private Batch.Sample sample(int member) {
        return samples.get(micro.members()[member]);
    }

    private void put(double[] gradient, int member, double[] part) {
        System.arraycopy(part, 0, gradient, micro.begin()[member], part.length);
    }
}
