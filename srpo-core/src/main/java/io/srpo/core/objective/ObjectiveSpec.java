package io.srpo.core.objective;

import io.srpo.core.SrpoException;
import org.jspecify.annotations.Nullable;

/**
 * The loss as configuration names it; {@link #build} makes it.
 *
 * @param surrogate {@code clip} (PPO, GRPO, SRPO), {@code dual-clip}, {@code cispo}, {@code gspo}
 * @param clipLow ratios are clipped at {@code 1 - clipLow}
 * @param clipHigh ratios are clipped at {@code 1 + clipHigh}
 * @param dualClip ratio at which {@code dual-clip} bounds negative advantages
 * @param aggregation {@code token-mean} (SRPO, DAPO), {@code sequence-mean} (GRPO), {@code constant} (Dr.GRPO)
 * @param length tokens that {@code constant} divides by; not read otherwise
 * @param kl {@code off} (SRPO), {@code k1}, {@code k2}, {@code k3}
 * @param klCoefficient weight of the KL term; not read when off
 * @param importance {@code off}, or {@code truncated}: correct for rollouts drawn by another engine or an older policy
 * @param importanceCap largest weight of {@code truncated}; not read when off
 */
public record ObjectiveSpec(
        String surrogate,
        double clipLow,
        double clipHigh,
        double dualClip,
        String aggregation,
        int length,
        String kl,
        double klCoefficient,
        String importance,
        double importanceCap) {
    /** SRPO's: clip, token mean, no KL term (arXiv 2504.14286); the bounds 0.2 and 0.2 are our choice. */
    public static final ObjectiveSpec DEFAULT =
            new ObjectiveSpec("clip", 0.2, 0.2, 3, "token-mean", 0, "off", 0.001, "off", 2);

    public ObjectiveSpec withSurrogate(String surrogate, double clipLow, double clipHigh) {
        return new ObjectiveSpec(
                surrogate,
                clipLow,
                clipHigh,
                dualClip,
                aggregation,
                length,
                kl,
                klCoefficient,
                importance,
                importanceCap);
    }

    /** @param length read by {@code constant} only */
    public ObjectiveSpec withAggregation(String aggregation, int length) {
        return new ObjectiveSpec(
                surrogate,
                clipLow,
                clipHigh,
                dualClip,
                aggregation,
                length,
                kl,
                klCoefficient,
                importance,
                importanceCap);
    }

    public ObjectiveSpec withKl(String kl, double klCoefficient) {
        return new ObjectiveSpec(
                surrogate,
                clipLow,
                clipHigh,
                dualClip,
                aggregation,
                length,
                kl,
                klCoefficient,
                importance,
                importanceCap);
    }

    public ObjectiveSpec withImportance(String importance, double importanceCap) {
        return new ObjectiveSpec(
                surrogate,
                clipLow,
                clipHigh,
                dualClip,
                aggregation,
                length,
                kl,
                klCoefficient,
                importance,
                importanceCap);
    }

    /** @throws SrpoException (input) naming the key and the allowed values, when a name is unknown or a number out of range */
    public Objective build() {
        return new PolicyObjective(surrogatePart(), aggregationPart(), klPart(), importancePart());
    }

    private Surrogate surrogatePart() {
        Clip clip = new Clip(new ClipRange(clipLow, clipHigh));
        return switch (surrogate) {
            case "clip" -> clip;
            case "dual-clip" -> new DualClip(clip, dualClip);
            case "cispo" -> new Cispo(clip.range());
            case "gspo" -> new Gspo(clip);
            default -> throw unknown("surrogate", surrogate, "clip, dual-clip, cispo, gspo");
        };
    }

    private Aggregation aggregationPart() {
        return switch (aggregation) {
            case "token-mean" -> new Aggregation.TokenMean();
            case "sequence-mean" -> new Aggregation.SequenceMean();
            case "constant" -> new Aggregation.Constant(length);
            default -> throw unknown("aggregation", aggregation, "token-mean, sequence-mean, constant");
        };
    }

    private @Nullable KlTerm klPart() {
        return switch (kl) {
            case "off" -> null;
            case "k1" -> new KlTerm(KlEstimator.K1, klCoefficient);
            case "k2" -> new KlTerm(KlEstimator.K2, klCoefficient);
            case "k3" -> new KlTerm(KlEstimator.K3, klCoefficient);
            default -> throw unknown("kl", kl, "off, k1, k2, k3");
        };
    }

    private @Nullable ImportanceWeight importancePart() {
        return switch (importance) {
            case "off" -> null;
            case "truncated" -> new ImportanceWeight(importanceCap);
            default -> throw unknown("importance", importance, "off, truncated");
        };
    }

    private static SrpoException unknown(String key, String value, String allowed) {
        return SrpoException.input("objective." + key + ": unknown value \"" + value + "\"; use one of " + allowed);
    }
}
