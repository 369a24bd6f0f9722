package io.srpo.core.selection;

import io.srpo.core.history.HistoryResampling;
import io.srpo.core.history.Resampled;
import io.srpo.core.history.ResamplingOptions;
import io.srpo.core.history.ResamplingOptions.Review;

/**
 * {@code history-resampling}: the paper's own policy. Every prompt of the pool once an epoch; at its end what was solved is dropped,
 * by {@link HistoryResampling}. With review (ours, off by default) some places of each batch go to dropped prompts.
 */
public final class HistoryResamplingSelection implements SelectionPolicy {
    public static final String NAME = "history-resampling";

    private final ResamplingOptions options;
    private final OnePass pass;

    public HistoryResamplingSelection(ResamplingOptions options) {
        this.options = options;
        Review review = options.review();
        this.pass = new OnePass(review == null ? 0 : review.share());
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public Draw next(SelectionState state, SelectionContext context) {
        return pass.next(state, context);
    }

    @Override
    public Turn endEpoch(SelectionState state, SelectionContext context) {
        HistoryResampling resampling = new HistoryResampling(options, context.prompts());
        Resampled resampled = resampling.next(state.pool(), context.history(), state.epoch());
        return new Turn(state.nextEpoch(resampled.next()), resampled.decisions());
    }
}
