package io.srpo.engine.learn;

import io.srpo.core.objective.Objective;
import io.srpo.core.objective.Update;

/** Sums over an update's trained tokens, for its report. */
final class Tally {
    private double entropy;
    private double gap;
    private long compared;
    private double ratioSum;
    private double ratioMax;
    private long clipped;
    private double kl;
    private long trained;
    private long rows;

    void term(Objective.Term term, int tokens) {
        ratioSum += term.ratioSum();
        ratioMax = Math.max(ratioMax, term.ratioMax());
        clipped += term.clipped();
        kl += term.kl();
        trained += tokens;
    }

    void entropy(double nats) {
        entropy += nats;
    }

    /** A token trained without an objective: its ratio is 1. */
    void token(double nats) {
        entropy += nats;
        ratioSum += 1;
        ratioMax = 1;
        trained++;
    }

    /** Trainer's and rollout engine's log-probability of one token. */
    void gap(double trainer, double rollout) {
        gap += Math.abs(trainer - rollout);
        compared++;
    }

    void rows(int more) {
        rows += more;
    }

    Update update(double loss, double norm, double rate, int steps) {
        long n = Math.max(1, trained);
        return new Update(
                loss,
                norm,
                rate,
                ratioSum / n,
                ratioMax,
                (double) clipped / n,
                entropy / n,
                compared == 0 ? 0 : gap / compared,
                kl / n,
                rows,
                steps);
    }
}
