package io.srpo.cli.run;

import io.srpo.core.metrics.AnswerMetrics;
import io.srpo.train.evaluate.Score;
import io.srpo.train.loop.TrainListener;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** Tells on standard error how a run gets on: one live line at a terminal, plain lines elsewhere. */
public final class Watch implements TrainListener {
    private static final long EVERY_NANOS = 300_000_000L;

    private final PrintWriter err;
    private final boolean terminal = Boolean.getBoolean("srpo.terminal");
    private String last = "";
    private long shown;

    public Watch(PrintWriter err) {
        this.err = err;
    }

    @Override
    public void stageEntered(String stage, int index, int of, int prompts) {
        line(String.format(Locale.ROOT, "stage %d of %d, %s: %d prompts", index + 1, of, stage, prompts));
    }

    @Override
    public void drawing(String what, long tokens, int finished, int of) {
        long now = System.nanoTime();
        if (terminal && now - shown > EVERY_NANOS) {
            shown = now;
            err.printf("\r%s | %s: %d of %d answers\u001b[K", last, what, finished, of);
            err.flush();
        }
    }

    @Override
    public void stepDone(Step step) {
        last = String.format(
                Locale.ROOT,
                "step %d %s  pass@1 %s  pool %d  %.0f tokens/s%s",
                step.step(),
                step.stage(),
                passAt1(step),
                step.active(),
                step.tokensPerSecond(),
                step.secondsLeft() < 0 ? "" : "  " + duration(step.secondsLeft()) + " left");
        if (terminal) {
            err.print("\r" + last + "\u001b[K");
            err.flush();
        } else {
            line(last);
        }
    }

    @Override
    public void resampled(int epoch, int active, int dropped, int broughtBack) {
        line("epoch " + epoch + " is over: " + active + " prompts go on, " + dropped + " are dropped"
                + (broughtBack > 0 ? ", " + broughtBack + " come back for review" : ""));
    }

    @Override
    public void stageEnded(String stage, String reason) {
        line("stage " + stage + " is over: " + reason);
    }

    @Override
    public void evaluated(long step, List<Score> scores) {
        for (Score score : scores) {
            line(String.format(
                    Locale.ROOT,
                    "held-out %s after step %d: pass@1 %.1f%% (95%% interval %.1f to %.1f)",
                    score.domain(),
                    step,
                    100 * score.passAt1(),
                    100 * score.interval().low(),
                    100 * score.interval().high()));
        }
    }

    @Override
    public void saved(long step, Path folder) {
        if (!terminal) {
            line("saved " + folder);
        }
    }

    /** One whole line, the live one cleared first. */
    public void line(String text) {
        if (terminal) {
            err.print("\r\u001b[K");
        }
        err.println(text);
        err.flush();
    }

    private static String passAt1(Step step) {
        if (step.metrics().domains().size() < 2) {
            return percent(step.metrics().all());
        }
        return step.metrics().domains().entrySet().stream()
                .map(e -> e.getKey() + " " + percent(e.getValue()))
                .collect(Collectors.joining(" "));
    }

    private static String percent(AnswerMetrics metrics) {
        return Double.isNaN(metrics.passAt1()) ? "-" : String.format(Locale.ROOT, "%.0f%%", 100 * metrics.passAt1());
    }

    static String duration(double seconds) {
        long s = Math.round(seconds);
        if (s < 60) {
            return s + " s";
        }
        return s < 3600 ? s / 60 + " min" : String.format(Locale.ROOT, "%d h %02d min", s / 3600, s / 60 % 60);
    }
}
