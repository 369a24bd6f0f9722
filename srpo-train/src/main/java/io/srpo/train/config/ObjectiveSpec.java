package io.srpo.train.config;

import io.srpo.core.advantage.AdvantageEstimators;
import io.srpo.core.advantage.Advantages;
import io.srpo.core.advantage.TruncationRule;
import io.srpo.core.objective.Objective;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What the update maximises, and what it learns from.
 *
 * @param surrogate {@code clip} (SRPO's), {@code dual-clip}, {@code cispo} or {@code gspo}
 * @param clip how far the ratio may go under and over 1
 * @param dualClip bound of the ratio for negative advantages, {@code dual-clip} only
 * @param aggregation {@code token-mean} (SRPO's), {@code sequence-mean} or {@code constant}
 * @param length tokens that {@code constant} divides each sequence by; null for the response limit
 * @param advantage {@code group-normalized} (SRPO's), {@code mean-only}, {@code leave-one-out} or {@code batch-std}
 * @param truncated what becomes of responses cut at the limit
 * @param kl estimator of the KL term, {@code off} (SRPO's), {@code k1}, {@code k2} or {@code k3}
 * @param klCoefficient weight of the KL term
 * @param updates optimizer steps for each batch of rollouts
 * @param importance {@code truncated}: weigh tokens by trainer against rollout engine; or {@code off}
 * @param importanceCap largest such weight
 */
public record ObjectiveSpec(
        String surrogate,
        List<Double> clip,
        double dualClip,
        String aggregation,
        @Nullable Integer length,
        String advantage,
        TruncationRule truncated,
        String kl,
        double klCoefficient,
        int updates,
        String importance,
        double importanceCap) {
    public ObjectiveSpec {
        clip = List.copyOf(clip);
    }

    /**
     * The loss.
     *
     * @param maxTokens the response limit in force
     * @throws io.srpo.core.SrpoException (input) when numbers do not go together
     */
    public Objective loss(int maxTokens) {
        return new io.srpo.core.objective.ObjectiveSpec(
                        surrogate,
                        clip.get(0),
                        clip.get(1),
                        dualClip,
                        aggregation,
                        length == null ? maxTokens : length,
                        kl,
                        klCoefficient,
                        importance,
                        importanceCap)
                .build();
    }

    /** What turns rewards into a batch; with a KL term, samples without advantage stay in. */
    public Advantages advantages() {
        return new Advantages(AdvantageEstimators.named(advantage), truncated, !kl.equals("off"));
    }
}
