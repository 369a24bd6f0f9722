package io.srpo.core.rollout;

import java.util.List;
import java.util.Optional;

/** Port to the engine that draws answers from the current policy. Not thread-safe: one caller at a time. */
public interface RolloutEngine {
    /**
     * Draws {@code spec.samples()} answers to each prompt.
     *
     * @param key what all randomness of this call hangs from; the answer with sample index i to task t draws from the stream
     *     of (key.seed, key.step, t.id, i), whatever else is in the batch
     * @param progress told of every token drawn, for the progress line
     * @return one group a prompt, in the order given
     */
    List<Group> rollout(List<Prompt> prompts, SamplingSpec spec, StreamKey key, Progress progress);

    /** What the newest {@link #rollout} made of the machine; empty before the first, and of an engine that does not tell. */
    default Optional<Usage> usage() {
        return Optional.empty();
    }

    /**
     * How well a call's places were filled, and what sampling took.
     *
     * @param rows decoded at once at most
     * @param steps of decoding
     * @param decoded rows over all steps
     * @param samplingSeconds spent on turning logits into tokens
     */
    record Usage(int rows, long steps, long decoded, double samplingSeconds) {
        /** Share of places that held a row, 0 to 1; 1 when there was no step. */
        public double fullPlaces() {
            return steps == 0 ? 1 : (double) decoded / ((double) rows * steps);
        }
    }

    /** Tokens of a text, special tokens recognised; for length checks before a run. */
    int[] encode(String text);

    /**
     * The root of a call's random streams.
     *
     * @param step the training step, or a number apart for evaluations (negative)
     */
    record StreamKey(long seed, long step) {}

    /** Told how a call is getting on; called from the engine's thread, often. */
    @FunctionalInterface
    interface Progress {
        /**
         * @param tokens response tokens drawn so far in this call
         * @param finished rollouts that have ended
         */
        void at(long tokens, int finished);

        Progress NONE = (tokens, finished) -> {};
    }
}
