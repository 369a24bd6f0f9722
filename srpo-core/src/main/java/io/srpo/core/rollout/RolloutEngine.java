package io.srpo.core.rollout;

import java.util.List;

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
