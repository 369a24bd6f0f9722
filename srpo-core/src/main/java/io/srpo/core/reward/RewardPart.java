package io.srpo.core.reward;

import io.srpo.core.task.Task;

/** One part of the reward, before its weight. */
public interface RewardPart {
    /** Name in configuration, ledger and metrics: {@code accuracy}, {@code format}, {@code language}, {@code overlong}, ... */
    String name();

    /** The part's score, usually in [0, 1] or [-1, 0]; the recipe multiplies it by its weight. Thread-safe. */
    double score(Task task, Response response, Verdict verdict);
}
