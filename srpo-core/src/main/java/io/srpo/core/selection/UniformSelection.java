package io.srpo.core.selection;

import java.util.List;

/**
 * {@code uniform}: every prompt once an epoch, and the pool never changes; what plain GRPO does, and the yardstick of the others.
 *
 * <p>There is no separate policy "drop zero-variance groups from the loss": a group whose answers all earned the same has no advantage,
 * so it falls out of the update under every policy (see {@link io.srpo.core.advantage.Batch}); its rollouts have been paid for all the
 * same, which is what the other policies save.
 */
public final class UniformSelection implements SelectionPolicy {
    public static final String NAME = "uniform";

    private final OnePass pass = new OnePass(0);

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public Draw next(SelectionState state, SelectionContext context) {
        return pass.next(state, context);
    }

    /** The same pool again, without decisions. */
    @Override
    public Turn endEpoch(SelectionState state, SelectionContext context) {
        return new Turn(state.nextEpoch(state.pool()), List.of());
    }
}
