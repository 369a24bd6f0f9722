package io.srpo.core.reward;

import java.util.List;

/**
 * What the reward parts need to know beside their weights.
 *
 * @param tags the template's tags in order, for {@code format}; empty when it has none
 * @param partialCredit share of the credit that {@code accuracy} gives for partly right answers, 0 to 1
 * @param overlongBuffer tokens before the limit over which {@code overlong} grows
 * @param ngram words of an n-gram of {@code repetition}
 */
public record RewardSettings(List<String> tags, double partialCredit, int overlongBuffer, int ngram) {
    /** Think and answer tags, no partial credit, a buffer of 128 tokens, n-grams of four words; all our choice. */
    public static final RewardSettings DEFAULT = new RewardSettings(TagFormat.THINK_ANSWER, 0, 128, 4);

    public RewardSettings {
        tags = List.copyOf(tags);
    }

    public RewardSettings withTags(List<String> tags) {
        return new RewardSettings(tags, partialCredit, overlongBuffer, ngram);
    }

    public RewardSettings withPartialCredit(double partialCredit) {
        return new RewardSettings(tags, partialCredit, overlongBuffer, ngram);
    }

    public RewardSettings withOverlongBuffer(int overlongBuffer) {
        return new RewardSettings(tags, partialCredit, overlongBuffer, ngram);
    }
}
