package io.srpo.data.ledger;

import io.srpo.core.reward.Reward;
import io.srpo.core.reward.Verdict;
import io.srpo.core.rollout.Rollout;

/**
 * One answer as the ledger keeps it, whole: it can be judged again or replayed.
 *
 * @param prompt the text before the response
 */
public record RolloutRow(
        At at, String taskId, String domain, String prompt, Rollout rollout, Verdict verdict, Reward reward) {}
