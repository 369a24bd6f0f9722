package io.srpo.core.objective;

import io.srpo.core.objective.Objective.Scale;
import io.srpo.core.objective.Objective.Sequence;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** The losses written a second time, straight from the papers' formulas, value only: what the objective's loss and gradient are held against. */
final class Oracle {
    static final List<String> SURROGATES = List.of("clip", "dual-clip", "cispo", "gspo");
    static final List<String> AGGREGATIONS = List.of("token-mean", "sequence-mean", "constant");
    static final List<String> KLS = List.of("off", "k1", "k2", "k3");

    private Oracle() {}

    /** Every surrogate with every aggregation and every KL term, without and with importance weights. */
    static List<ObjectiveSpec> everyCombination() {
        List<ObjectiveSpec> specs = new ArrayList<>();
        for (String surrogate : SURROGATES) {
            for (String aggregation : AGGREGATIONS) {
                for (String kl : KLS) {
                    for (String importance : List.of("off", "truncated")) {
                        specs.add(ObjectiveSpec.DEFAULT
                                .withSurrogate(surrogate, 0.2, 0.28)
                                .withAggregation(aggregation, 13)
                                .withKl(kl, 0.3)
                                .withImportance(importance, 1.1));
                    }
                }
            }
        }
        return specs;
    }

    /**
     * @param at where constants (the weights of CISPO) are taken; the sequence itself for the plain value
     */
    static double loss(ObjectiveSpec spec, Sequence sequence, Sequence at, Scale scale) {
        int n = sequence.logProbs().length;
        double[] p = sequence.logProbs();
        double[] old = sequence.oldLogProbs();
        double a = sequence.advantage();
        double lo = 1 - spec.clipLow();
        double hi = 1 + spec.clipHigh();
        double meanDifference = 0;
        for (int t = 0; t < n; t++) {
            meanDifference += (p[t] - old[t]) / n;
        }
        double total = 0;
        for (int t = 0; t < n; t++) {
            double r = Math.exp(p[t] - old[t]);
            double s = Math.exp(meanDifference);
            double ppo = Math.min(r * a, clamp(r, lo, hi) * a);
            double objective =
                    switch (spec.surrogate()) {
                        case "clip" -> ppo;
                        case "dual-clip" -> a < 0 ? Math.max(ppo, spec.dualClip() * a) : ppo;
                        case "cispo" -> clamp(Math.exp(at.logProbs()[t] - at.oldLogProbs()[t]), lo, hi) * a * p[t];
                        case "gspo" -> Math.min(s * a, clamp(s, lo, hi) * a);
                        default -> throw new AssertionError(spec.surrogate());
                    };
            if (spec.importance().equals("truncated")) {
                objective *= Math.min(Math.exp(old[t] - sequence.rolloutLogProbs()[t]), spec.importanceCap());
            }
            double kl = 0;
            if (!spec.kl().equals("off")) {
                double d = sequence.referenceLogProbs()[t] - p[t];
                kl = switch (spec.kl()) {
                    case "k1" -> -d;
                    case "k2" -> d * d / 2;
                    case "k3" -> Math.exp(d) - d - 1;
                    default -> throw new AssertionError(spec.kl());
                };
            }
            double token = -objective + spec.klCoefficient() * kl;
            total += switch (spec.aggregation()) {
                case "token-mean" -> token / scale.totalTokens();
                case "sequence-mean" -> token / n / scale.totalSequences();
                case "constant" -> token / spec.length() / scale.totalSequences();
                default -> throw new AssertionError(spec.aggregation());
            };
        }
        return total;
    }

    /** Whether a step of 1e-4 in any log-probability could cross a kink of any surrogate. */
    static boolean nearAKink(Sequence sequence) {
        double sum = 0;
        boolean near = false;
        int n = sequence.logProbs().length;
        for (int t = 0; t < n; t++) {
            double d = sequence.logProbs()[t] - sequence.oldLogProbs()[t];
            sum += d;
            near |= nearBound(Math.exp(d));
        }
        return near || nearBound(Math.exp(sum / n));
    }

    private static boolean nearBound(double ratio) {
        return Math.abs(ratio - 0.8) < 1e-3 || Math.abs(ratio - 1.28) < 1e-3 || Math.abs(ratio - 3) < 1e-3;
    }

    /** A sequence off policy enough that every branch is met. */
    static Sequence random(Random random) {
        int n = 1 + random.nextInt(6);
        double[] p = new double[n];
        double[] old = new double[n];
        double[] drawn = new double[n];
        double[] reference = new double[n];
        double shift = 0.4 * random.nextGaussian();
        for (int t = 0; t < n; t++) {
            p[t] = -3 * random.nextDouble() - 0.01;
            old[t] = p[t] + shift + 0.6 * random.nextGaussian();
            drawn[t] = old[t] + 0.2 * random.nextGaussian();
            reference[t] = p[t] + 0.4 * random.nextGaussian();
        }
        return new Sequence(p, old, drawn, reference, random.nextGaussian() * 2);
    }

    private static double clamp(double x, double lo, double hi) {
        return Math.min(Math.max(x, lo), hi);
    }
}
