package io.srpo.core.selection;

import io.srpo.core.SrpoException;
import io.srpo.core.history.Pool;
import io.srpo.core.history.ReviewPlaces;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Draws an epoch's batches: the active prompts once each in the order of {@link EpochPlan}, some places of each batch given to prompts
 * under review, oldest first. The last batch takes what is left and may be smaller: no prompt is drawn twice to fill it, so that every
 * prompt of an epoch has the same number of rollouts.
 */
final class OnePass {
    private final double share;
    private List<String> order = List.of();
    private @Nullable Plan planned;

    /** @param share of a batch's places at most that prompts under review take, 0 for none */
    OnePass(double share) {
        this.share = share;
    }

    /** What the order depends on; kept with it, so that it is worked out once an epoch. */
    private record Plan(long seed, int stage, int epoch, Pool pool, StageData data) {}

    Draw next(SelectionState state, SelectionContext context) {
        Pool pool = state.pool();
        if (state.epochEnded()) {
            throw SrpoException.internal("epoch " + state.epoch() + " has no prompt left to draw");
        }
        plan(new Plan(context.seed(), state.stage(), state.epoch(), pool, context.data()));
        int left = order.size() - state.position();
        int places = 0;
        if (share > 0) {
            int waiting = pool.underReview().size() - state.reviewed();
            places = new ReviewPlaces(context.prompts(), share).next(state.position(), state.reviewed(), left, waiting);
        }
        int active = Math.min(context.prompts() - places, left);
        List<String> prompts = new ArrayList<>(order.subList(state.position(), state.position() + active));
        pool.underReview()
                .subList(state.reviewed(), state.reviewed() + places)
                .forEach(prompt -> prompts.add(prompt.taskId()));
        return new Draw(prompts, places, state.drawn(active, places));
    }

    private void plan(Plan wanted) {
        if (!wanted.equals(planned)) {
            order = EpochPlan.order(
                    wanted.seed(), wanted.stage(), wanted.epoch(), wanted.pool().active(), wanted.data());
            planned = wanted;
        }
    }
}
