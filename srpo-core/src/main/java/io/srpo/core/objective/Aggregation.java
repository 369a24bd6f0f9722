package io.srpo.core.objective;

import io.srpo.core.SrpoException;
import io.srpo.core.objective.Objective.Scale;

/** How token losses add up to the batch's loss: the factor that every token of a sequence gets. */
sealed interface Aggregation {
    /**
     * @param tokens the sequence's tokens that carry loss, at least 1
     */
    double tokenWeight(int tokens, Scale scale);

    /** Mean over all tokens of the batch: SRPO's, and DAPO's. */
    record TokenMean() implements Aggregation {
        @Override
        public double tokenWeight(int tokens, Scale scale) {
            return 1.0 / scale.totalTokens();
        }
    }

    /** Mean over a sequence's tokens, then mean over sequences: GRPO's first form. */
    record SequenceMean() implements Aggregation {
        @Override
        public double tokenWeight(int tokens, Scale scale) {
            return 1.0 / tokens / scale.totalSequences();
        }
    }

    /**
     * Sum over a sequence's tokens by a constant length, then mean over sequences: Dr.GRPO's (arXiv 2503.20783), without bias by length.
     *
     * @param length the constant, in tokens; usually the response limit
     */
    record Constant(int length) implements Aggregation {
        public Constant {
            if (length < 1) {
                throw SrpoException.input(
                        "objective.length: " + length
                                + " is out of range; the aggregation \"constant\" needs a length of at least 1 token, such as the response limit");
            }
        }

        @Override
        public double tokenWeight(int tokens, Scale scale) {
            return 1.0 / length / scale.totalSequences();
        }
    }
}
