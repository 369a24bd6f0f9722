package io.srpo.train.report;

/**
 * What a run has cost so far.
 *
 * @param rollouts answers drawn for training
 * @param used of them, those that taught something: their group's rewards differed
 * @param tokens tokens of these answers
 * @param seconds time of all steps and evaluations; loading and saving are not in it
 * @param evaluating time of the evaluations alone
 */
record Cost(long rollouts, long used, long tokens, double seconds, double evaluating) {
    static Cost of(Timeline timeline) {
        double evaluating = timeline.sum("time/evaluation");
        return new Cost(
                Math.round(timeline.sum("rollouts/paid")),
                Math.round(timeline.sum("rollouts/used")),
                Math.round(timeline.sum("rollouts/tokens")),
                timeline.sum("time/step") + evaluating,
                evaluating);
    }
}
