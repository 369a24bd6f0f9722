package io.srpo.core.selection;

import static org.assertj.core.api.Assertions.assertThat;

import io.srpo.core.history.Decision.Kind;
import io.srpo.core.history.History;
import io.srpo.core.history.ResamplingOptions;
import io.srpo.core.history.ResamplingOptions.Review;
import io.srpo.core.selection.StageData.Source;
import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class ResumeTest {
    private static final int MOVES = 40;

    private static SelectionPolicy policy() {
        return new HistoryResamplingSelection(ResamplingOptions.paper().withReview(new Review(1)));
    }

    private static StageData data(int size) {
        return new StageData(
                List.of(new Source("math", 1, Epochs.ids("m", size)), new Source("code", 2, Epochs.ids("c", size))));
    }

    @Property(tries = 150)
    void aRunRestoredAtAnyMoveFromPlainValuesDrawsAndDecidesTheSame(
            @ForAll long seed,
            @ForAll @IntRange(min = 1, max = 20) int prompts,
            @ForAll @IntRange(min = 5, max = 40) int size,
            @ForAll @IntRange(max = MOVES) int killedAfter) {
        List<String> whole = new ArrayList<>();
        run(
                policy(),
                Epochs.begin(policy(), Epochs.context(seed, prompts, data(size))),
                Epochs.context(seed, prompts, data(size)),
                0,
                MOVES,
                whole);

        List<String> log = new ArrayList<>();
        SelectionContext before = Epochs.context(seed, prompts, data(size));
        SelectionState killed = run(policy(), Epochs.begin(policy(), before), before, 0, killedAfter, log);
        History ledger = History.of(before.history().visits());
        SelectionContext after = new SelectionContext(seed, prompts, data(size), ledger);
        run(policy(), Epochs.copy(killed), after, killedAfter, MOVES, log);
        assertThat(log).isEqualTo(whole);
    }

    private static SelectionState run(
            SelectionPolicy policy,
            SelectionState state,
            SelectionContext context,
            int from,
            int to,
            List<String> log) {
        for (int move = from; move < to && !state.pool().exhausted(); move++) {
            state = Epochs.move(policy, state, context, move, log);
        }
        return state;
    }

    @Test
    void theRunsOfTheseTestsDropReviewAndBringBack() {
        List<String> log = new ArrayList<>();
        SelectionContext context = Epochs.context(7, 10, data(30));
        run(policy(), Epochs.begin(policy(), context), context, 0, MOVES, log);
        for (Kind kind : List.of(Kind.KEPT, Kind.DROPPED, Kind.BROUGHT_BACK, Kind.RETURNED, Kind.DROPPED_AGAIN)) {
            assertThat(log.toString()).contains(kind.name() + ",");
        }
    }
}
