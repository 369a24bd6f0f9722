package io.srpo.core.history;

import io.srpo.core.reward.Judged;
import io.srpo.core.reward.Verdict.Outcome;

/**
 * What one step found of one prompt; one row of the ledger. A prompt may be visited more than once in an epoch, even in a step.
 *
 * @param taskId the prompt's task
 * @param epoch counted over the whole run, from 0, never starting anew with a stage
 * @param step training step
 * @param right rollouts judged right (and not truncated)
 * @param wrong rollouts judged wrong, truncated ones included
 * @param unjudged rollouts whose verifier failed
 * @param truncated rollouts cut at the limit, already counted as wrong or unjudged
 */
public record Visit(String taskId, int epoch, long step, int right, int wrong, int unjudged, int truncated) {
    public Visit {
        new Tally(right, wrong, unjudged, truncated);
    }

    /**
     * Counts a judged group. Our decision: a truncated rollout is wrong even if its verifier found a right answer in it; one whose verifier
     * failed counts as nothing, truncated or not.
     */
    public static Visit of(int epoch, long step, Judged judged) {
        int right = 0;
        int wrong = 0;
        int unjudged = 0;
        int truncated = 0;
        for (Judged.Answer answer : judged.answers()) {
            boolean cut = answer.rollout().truncated();
            Outcome outcome = answer.verdict().outcome();
            if (cut) {
                truncated++;
            }
            if (outcome == Outcome.UNJUDGED) {
                unjudged++;
            } else if (outcome == Outcome.RIGHT && !cut) {
                right++;
            } else {
                wrong++;
            }
        }
        String taskId = judged.group().prompt().task().id();
        return new Visit(taskId, epoch, step, right, wrong, unjudged, truncated);
    }

    public Tally tally() {
        return new Tally(right, wrong, unjudged, truncated);
    }
}
