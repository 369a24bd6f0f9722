package io.srpo.data.ledger;

/**
 * How the answers to one held-out problem came out in one evaluation.
 *
 * @param right answers judged right
 * @param wrong answers judged wrong
 * @param answers all, those that could not be judged among them
 */
public record EvaluationTally(String domain, String taskId, int right, int wrong, int answers) {
    /** Share of right answers among those judged; 0 when none was. */
    public double share() {
        return right + wrong == 0 ? 0 : (double) right / (right + wrong);
    }
}
