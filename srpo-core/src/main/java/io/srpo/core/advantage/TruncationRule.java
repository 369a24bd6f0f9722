package io.srpo.core.advantage;

import io.srpo.core.SrpoException;

/**
 * What becomes of rollouts that were cut at the response limit. That they get no advantage is SRPO's rule (arXiv 2504.14286); the other two
 * choices are ours.
 *
 * @param zeroAdvantage they get advantage 0, so that nothing is learnt from them
 * @param rewardCounts their rewards enter the mean and the deviation of the others
 * @param tokensCount their tokens, and they themselves, count in the loss's denominator
 */
public record TruncationRule(boolean zeroAdvantage, boolean rewardCounts, boolean tokensCount) {
    /** Advantage 0, but reward and tokens count. */
    public static final TruncationRule DEFAULT = new TruncationRule(true, true, true);

    /** No difference is made. */
    public static final TruncationRule LIKE_OTHERS = new TruncationRule(false, true, true);

    /** @throws SrpoException (input) when a truncated rollout would be learnt from without counting */
    public TruncationRule {
        if (!zeroAdvantage && !(rewardCounts && tokensCount)) {
            throw SrpoException.input(
                    "a truncated rollout with an advantage has to count in the rewards and in the tokens;"
                            + " set zeroAdvantage to true, or rewardCounts and tokensCount to true");
        }
    }
}
