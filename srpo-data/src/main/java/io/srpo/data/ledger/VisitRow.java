package io.srpo.data.ledger;

import io.srpo.core.history.Visit;

/**
 * What came of one prompt in one step: all that a history needs.
 *
 * @param right rollouts judged right and not truncated
 * @param wrong rollouts judged wrong, truncated ones among them
 * @param unjudged rollouts whose verifier failed
 * @param truncated rollouts cut at the limit, counted as wrong or unjudged already
 * @param bestCredit the highest credit among the rollouts judged, 0 to 1
 */
public record VisitRow(
        At at, String taskId, String domain, int right, int wrong, int unjudged, int truncated, double bestCredit) {
    /** As the core's history has it. */
    public Visit visit() {
        return new Visit(taskId, at.epoch(), at.step(), right, wrong, unjudged, truncated);
    }

    public int rollouts() {
        return right + wrong + unjudged;
    }
}
