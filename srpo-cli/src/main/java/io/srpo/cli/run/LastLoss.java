package io.srpo.cli.run;

import io.srpo.core.objective.Update;
import io.srpo.train.sft.SftTrainer;
import java.util.Locale;

/** Tells of supervised steps, not too often, and keeps the last loss. */
final class LastLoss implements SftTrainer.Listener {
    private static final long EVERY_NANOS = 2_000_000_000L;

    private final Watch watch;
    private long told = System.nanoTime() - EVERY_NANOS;
    private double loss = Double.NaN;

    LastLoss(Watch watch) {
        this.watch = watch;
    }

    /** Mean cross entropy of the last step's completions, nats a token. */
    double loss() {
        return loss;
    }

    @Override
    public void stepDone(long step, long of, Update update, double secondsLeft) {
        loss = update.loss();
        long now = System.nanoTime();
        if (now - told >= EVERY_NANOS || step == of) {
            told = now;
            watch.line(String.format(
                    Locale.ROOT,
                    "step %d of %d  loss %.4f  rate %.2e  %s left",
                    step,
                    of,
                    loss,
                    update.learningRate(),
                    Watch.duration(secondsLeft)));
        }
    }
}
