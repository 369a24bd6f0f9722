package io.srpo.data.ledger;

import org.jspecify.annotations.Nullable;

/**
 * Something the run decided, and why.
 *
 * @param taskId the prompt it is about, or null when it is about the run (a stage switch)
 * @param kind a short word: {@code kept}, {@code dropped}, {@code review}, {@code stage-entered}, {@code stage-ended}, ...
 * @param reason one sentence for a person
 */
public record Decision(At at, @Nullable String taskId, String kind, String reason) {}
