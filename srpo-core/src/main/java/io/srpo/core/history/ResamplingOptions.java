package io.srpo.core.history;

import io.srpo.core.SrpoException;
import org.jspecify.annotations.Nullable;

/**
 * What history resampling leaves open. {@link #paper()} is the paper's rule: all right is dropped, mixed and all wrong are kept.
 * Everything else here is our decision.
 *
 * @param solvedAt share of right rollouts from which a prompt counts as solved and is dropped, (0, 1]; the paper's rule is 1 (all right)
 * @param dropAllWrong whether prompts without a single right rollout are dropped too; the paper keeps them, since they may become solvable
 * @param minRollouts judged rollouts that an epoch must have of a prompt before it may be dropped, at least 1
 * @param review when dropped prompts are looked at again; null for never
 */
public record ResamplingOptions(
        double solvedAt,
        boolean dropAllWrong,
        int minRollouts,
        @Nullable Review review) {
    public ResamplingOptions {
        require(solvedAt > 0 && solvedAt <= 1, "solvedAt must be above 0 and at most 1, not " + solvedAt);
        require(minRollouts >= 1, "minRollouts must be at least 1, not " + minRollouts);
    }

    /** The paper's rule and nothing else. */
    public static ResamplingOptions paper() {
        return new ResamplingOptions(1.0, false, 1, null);
    }

    public ResamplingOptions withReview(Review review) {
        return new ResamplingOptions(solvedAt, dropAllWrong, minRollouts, review);
    }

    /**
     * Dropped prompts come back, oldest first, in place of a share of each batch; one that is solved no longer rejoins the pool.
     *
     * @param every epochs that a prompt stays out before it is looked at again, at least 1
     * @param share of a batch's places at most, above 0 and at most 0.1; see {@link ReviewPlaces} for the rounding
     */
    public record Review(int every, double share) {
        /** The share when none is given. */
        public static final double MOST = 0.1;

        public Review {
            require(every >= 1, "review.every must be at least 1 epoch, not " + every);
            require(share > 0 && share <= MOST, "review.share must be above 0 and at most 0.1, not " + share);
        }

        public Review(int every) {
            this(every, MOST);
        }
    }

    private static void require(boolean holds, String message) {
        if (!holds) {
            throw SrpoException.input("selection: " + message);
        }
    }
}
