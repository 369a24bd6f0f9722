package io.srpo.core.reward;

import io.srpo.core.SrpoException;
import io.srpo.core.task.Task;

/**
 * 1 for a right answer, else 0, as SRPO has it (arXiv 2504.14286); a share of the credit for partly right work (some of the tests passed) is our option.
 *
 * @param partial what credit is multiplied by when the answer is not right, 0 to 1; 0 gives nothing
 */
public record Accuracy(double partial) implements RewardPart {
    public static final String NAME = "accuracy";

    /** @throws SrpoException (input) when out of range */
    public Accuracy {
        if (!(partial >= 0 && partial <= 1)) {
            throw SrpoException.input(
                    "reward: the share given for partly right answers must be from 0 to 1, not " + partial);
        }
    }

    /** Nothing for partly right answers. */
    public Accuracy() {
        this(0);
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public double score(Task task, Response response, Verdict verdict) {
        return verdict.right() ? 1 : partial * verdict.credit();
    }
}
