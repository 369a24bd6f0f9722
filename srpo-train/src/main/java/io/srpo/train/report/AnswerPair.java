package io.srpo.train.report;

/**
 * A held-out problem and what the model answered before and after.
 *
 * @param change {@code better}, {@code worse} or {@code same}, by the share of right answers
 */
record AnswerPair(String domain, String task, String question, String change, Side before, Side after) {
    /**
     * One answer.
     *
     * @param outcome the verdict's outcome in lower case
     * @param text what the model wrote, cut when very long
     * @param reason why it is right or wrong, by the verifier
     * @param truncated whether the model was cut at its limit
     * @param right how many of its answers to this problem were right
     * @param judged how many could be judged
     */
    record Side(String outcome, String text, String reason, boolean truncated, int right, int judged) {}
}
