package io.srpo.data.ledger;

/**
 * What came of one prompt in one step: all that a history needs.
 *
 * @param right rollouts judged right
 * @param wrong rollouts judged wrong, truncated ones among them
 * @param unjudged rollouts whose verifier failed
 * @param truncated rollouts cut at the limit, whatever their verdict
 * @param bestCredit the highest credit among the rollouts judged, 0 to 1
 */
public record VisitRow(
        At at, String taskId, String domain, int right, int wrong, int unjudged, int truncated, double bestCredit) {
    public int rollouts() {
        return right + wrong + unjudged;
    }
}
