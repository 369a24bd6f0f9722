package io.srpo.train.loop;

import io.srpo.core.metrics.StepMetrics;
import io.srpo.train.evaluate.Score;
import java.nio.file.Path;
import java.util.List;

/** Told how a run gets on, for people who watch. Called from the training thread. */
public interface TrainListener {
    /** A stage begins, or goes on after a resume. */
    default void stageEntered(String stage, int index, int of, int prompts) {}

    /** Tokens are being drawn for a step, or for an evaluation. */
    default void drawing(String what, long tokens, int finished, int of) {}

    /** A step is done and in the ledger. */
    default void stepDone(Step step) {}

    /** An epoch has ended and the pool has been re-drawn. */
    default void resampled(int epoch, int active, int dropped, int broughtBack) {}

    /** A stage has ended, and why. */
    default void stageEnded(String stage, String reason) {}

    /** Held-out sets have been measured. */
    default void evaluated(long step, List<Score> scores) {}

    /** A checkpoint is on disk. */
    default void saved(long step, Path folder) {}

    /**
     * One step.
     *
     * @param stage its name
     * @param epoch within the stage, from 0
     * @param active prompts left in the pool
     * @param tokensPerSecond response tokens over the whole step's time
     * @param secondsLeft estimate to the end of the run; negative when there is none
     */
    record Step(
            long step,
            String stage,
            int epoch,
            StepMetrics metrics,
            int active,
            double tokensPerSecond,
            double seconds,
            double secondsLeft) {}
}
