package io.srpo.core.selection;

import io.srpo.core.history.History;
import io.srpo.core.history.Pool;
import io.srpo.core.history.Visit;
import io.srpo.core.rollout.RandomStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Contexts, and a little training run without a model: what is right hangs from the task's number, the step and nothing else. */
final class Epochs {
    private Epochs() {}

    static List<String> ids(String prefix, int count) {
        List<String> ids = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            ids.add(prefix + i);
        }
        return ids;
    }

    static SelectionContext context(long seed, int prompts, StageData data) {
        return new SelectionContext(seed, prompts, data, new History());
    }

    static SelectionState begin(SelectionPolicy policy, SelectionContext context) {
        return policy.enterStage(SelectionState.start(), 0, "first", context).next();
    }

    /** All batches of the state's epoch, from where it stands. */
    static List<Draw> pass(SelectionPolicy policy, SelectionState state, SelectionContext context) {
        List<Draw> draws = new ArrayList<>();
        while (!state.epochEnded()) {
            Draw draw = policy.next(state, context);
            draws.add(draw);
            state = draw.next();
        }
        return draws;
    }

    /** One move of the trainer's loop: end the epoch if it is over, else draw, roll out and remember. A quarter of the visits is solved. */
    static SelectionState move(
            SelectionPolicy policy, SelectionState state, SelectionContext context, long step, List<String> log) {
        if (state.epochEnded()) {
            Turn turn = policy.endEpoch(state, context);
            log.add(turn.decisions().toString());
            return turn.next();
        }
        Draw draw = policy.next(state, context);
        log.add(step + " " + draw.prompts());
        for (String id : draw.prompts()) {
            int right = RandomStream.of(5, step, id, 0).nextInt(4) == 0 ? 2 : 1;
            context.history().add(new Visit(id, state.epoch(), step, right, 2 - right, 0, 0));
        }
        return draw.next();
    }

    /** A state and a history as a checkpoint and a ledger would give them back: plain values, copied one by one. */
    static SelectionState copy(SelectionState state) {
        Pool pool = state.pool();
        Pool copied = new Pool(
                new ArrayList<>(pool.active()),
                copyOut(pool.dropped()),
                copyOut(pool.underReview()),
                copyOut(pool.aside()));
        return new SelectionState(
                state.stage(), state.epoch(), state.position(), state.reviewed(), copied, Map.copyOf(state.memory()));
    }

    private static List<Pool.Dropped> copyOut(List<Pool.Dropped> prompts) {
        return prompts.stream()
                .map(prompt -> new Pool.Dropped(prompt.taskId(), prompt.epoch()))
                .toList();
    }
}
