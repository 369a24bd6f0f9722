package io.srpo.core.reward;

import io.srpo.core.SrpoException;
import io.srpo.core.task.Task;

/**
 * DAPO's soft penalty (Yu et al. 2025, arXiv 2503.14476, equation 13): 0 up to {@code maxTokens - buffer} tokens, then falling in a straight line to -1 at the limit.
 *
 * @param buffer tokens before the limit over which the penalty grows, at least 1
 */
public record Overlong(int buffer) implements RewardPart {
    public static final String NAME = "overlong";

    /** @throws SrpoException (input) when out of range */
    public Overlong {
        if (buffer < 1) {
            throw SrpoException.input("reward: the buffer of \"overlong\" must be at least 1 token, not " + buffer);
        }
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public double score(Task task, Response response, Verdict verdict) {
        double over = (double) response.tokens() - ((double) response.maxTokens() - buffer);
        return over <= 0 ? 0 : -Math.min(1, over / buffer);
    }
}
