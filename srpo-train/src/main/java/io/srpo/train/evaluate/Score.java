package io.srpo.train.evaluate;

import io.srpo.core.stats.Interval;
import java.util.Map;

/**
 * What a policy reaches on a held-out set.
 *
 * @param set the set's name
 * @param domain of its tasks
 * @param questions tasks asked
 * @param samples answers to each
 * @param passAt1 mean share of right answers, 0 to 1
 * @param interval 95% bootstrap interval of {@code passAt1} over questions
 * @param passAtK unbiased pass@k for some k up to {@code samples}
 * @param truncated share of answers cut at the limit
 * @param unjudged answers whose verifier failed; they are left out of the figures
 * @param tokens response tokens drawn
 * @param seconds time for drawing and judging
 */
public record Score(
        String set,
        String domain,
        int questions,
        int samples,
        double passAt1,
        Interval interval,
        Map<Integer, Double> passAtK,
        double truncated,
        int unjudged,
        long tokens,
        double seconds) {}
