package io.srpo.data.ledger;

import io.srpo.core.reward.Verdict;

/**
 * One answer to a held-out problem.
 *
 * @param step the training step after which it was asked; 0 before training
 * @param set the evaluation set's name
 * @param sample index among the answers to this problem, from 0
 * @param tokens generated tokens
 */
public record EvaluationRow(
        long step,
        String set,
        String domain,
        String taskId,
        int sample,
        String question,
        String response,
        int tokens,
        boolean truncated,
        Verdict verdict) {}
