package io.srpo.core.advantage;

import io.srpo.core.SrpoException;
import io.srpo.core.advantage.Batch.GroupSamples;
import io.srpo.core.advantage.Batch.Sample;
import io.srpo.core.reward.Judged;
import io.srpo.core.reward.Judged.Answer;
import io.srpo.core.reward.Verdict.Outcome;
import io.srpo.core.rollout.Rollout;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/**
 * Weighs a step's answers against each other: rewards become advantages, and what carries no advantage falls out of the batch.
 *
 * <p>A rollout that could not be judged counts as nothing: it is in no mean, no deviation and no total. A rollout with advantage 0 adds exactly
 * zero to a loss without a KL term, so leaving it out of the batch changes nothing; it still counts in the totals that the loss is divided
 * by. Immutable, thread-safe.
 *
 * @param truncation what becomes of rollouts cut at the limit
 * @param keepZero keep samples and groups without advantage: needed for a loss with a KL term, which pulls on them too ({@link
 *     io.srpo.core.objective.Objective#needsReference})
 */
public record Advantages(AdvantageEstimator estimator, TruncationRule truncation, boolean keepZero) {
    /** For a loss without a KL term. */
    public Advantages(AdvantageEstimator estimator) {
        this(estimator, TruncationRule.DEFAULT, false);
    }

    /** The batch of a step whose rollouts are all fresh. */
    public Batch weigh(List<Judged> judged) {
        return weigh(judged, rollout -> false);
    }

    /**
     * The batch of a step.
     *
     * @param stored which rollouts come from the history rather than from the current policy
     * @throws SrpoException (internal) when a reward is not a finite number
     */
    public Batch weigh(List<Judged> judged, Predicate<Rollout> stored) {
        List<double[]> advantages = perAnswer(judged);
        List<GroupSamples> groups = new ArrayList<>();
        long tokens = 0;
        int rollouts = 0;
        for (int g = 0; g < judged.size(); g++) {
            Judged group = judged.get(g);
            List<Sample> samples = new ArrayList<>();
            for (int i = 0; i < group.answers().size(); i++) {
                Rollout rollout = group.answers().get(i).rollout();
                double advantage = advantages.get(g)[i];
                int lossTokens = rollout.tokens().length - rollout.lossFrom();
                if (Double.isNaN(advantage)) {
                    continue;
                }
                if (truncation.tokensCount() || !rollout.truncated()) {
                    tokens += lossTokens;
                    rollouts++;
                }
                if (lossTokens > 0 && (keepZero || advantage != 0)) {
                    samples.add(new Sample(
                            rollout.tokens(), rollout.lossFrom(), advantage, rollout.logProbs(), stored.test(rollout)));
                }
            }
            if (!samples.isEmpty()) {
                groups.add(new GroupSamples(
                        group.group().prompt().task().id(), group.group().promptTokens(), samples));
            }
        }
        return new Batch(groups, tokens, rollouts);
    }

    /**
     * The advantage of every answer, one array a group; NaN for an answer that could not be judged.
     *
     * @throws SrpoException (internal) when a reward is not a finite number
     */
    public List<double[]> perAnswer(List<Judged> judged) {
        List<double[]> rewards = judged.stream()
                .map(group -> group.answers().stream()
                        .filter(this::entersStatistics)
                        .mapToDouble(answer -> finiteReward(group, answer))
                        .toArray())
                .toList();
        List<double[]> estimated = estimator.estimate(rewards);
        List<double[]> result = new ArrayList<>();
        for (int g = 0; g < judged.size(); g++) {
            List<Answer> answers = judged.get(g).answers();
            double[] advantages = new double[answers.size()];
            int next = 0;
            for (int i = 0; i < advantages.length; i++) {
                Answer answer = answers.get(i);
                double value = entersStatistics(answer) ? estimated.get(g)[next++] : 0;
                boolean zero = truncation.zeroAdvantage() && answer.rollout().truncated();
                advantages[i] = isJudged(answer) ? (zero ? 0 : value) : Double.NaN;
            }
            result.add(advantages);
        }
        return result;
    }

    private boolean entersStatistics(Answer answer) {
        return isJudged(answer)
                && (truncation.rewardCounts() || !answer.rollout().truncated());
    }

    private static boolean isJudged(Answer answer) {
        return answer.verdict().outcome() != Outcome.UNJUDGED;
    }

    private static double finiteReward(Judged group, Answer answer) {
        double total = answer.reward().total();
        if (!Double.isFinite(total)) {
            throw SrpoException.internal(
                    "the reward of sample " + answer.rollout().sample() + " to task "
                            + group.group().prompt().task().id() + " is " + total + " (parts: "
                            + answer.reward().parts() + "); a reward has to be a finite number");
        }
        return total;
    }
}
