package io.srpo.core.selection;

import static org.assertj.core.api.Assertions.assertThat;

import io.srpo.core.history.Decision;
import io.srpo.core.history.Decision.Kind;
import io.srpo.core.history.History;
import io.srpo.core.history.ResamplingOptions;
import io.srpo.core.history.Visit;
import io.srpo.core.selection.StageData.Source;
import java.util.List;
import org.junit.jupiter.api.Test;

class StageSwitchTest {
    private static final Source MATH = new Source("math", 1, List.of("m0", "m1", "m2"));
    private static final Source CODE = new Source("code", 1, List.of("c0"));
    private final SelectionPolicy policy = new HistoryResamplingSelection(ResamplingOptions.paper());

    @Test
    void aStageThatEndsWithinAnEpochDropsWhatItSolvedAndTheRestMeetsTheNewData() {
        History history = new History();
        SelectionContext math = new SelectionContext(7, 2, new StageData(List.of(MATH)), history);
        Draw draw = policy.next(Epochs.begin(policy, math), math);
        String solved = draw.prompts().get(0);
        history.add(new Visit(solved, 0, 0, 4, 0, 0, 0));
        history.add(new Visit(draw.prompts().get(1), 0, 0, 3, 1, 0, 0));
        Turn ended = policy.endEpoch(draw.next(), math);
        SelectionContext both = new SelectionContext(7, 2, new StageData(List.of(MATH, CODE)), history);
        Turn entered = policy.enterStage(ended.next(), 1, "integration", both);
        SelectionState state = entered.next();
        assertThat(state.stage()).isEqualTo(1);
        assertThat(state.epoch())
                .as("the epoch that endEpoch began is the new stage's first")
                .isEqualTo(1);
        assertThat(state.pool().active()).hasSize(3).contains("c0").doesNotContain(solved);
        assertThat(entered.decisions()).extracting(Decision::kind).containsExactly(Kind.KEPT, Kind.KEPT, Kind.JOINED);
        assertThat(policy.next(state, both).prompts())
                .as("one of each source")
                .contains("c0")
                .hasSize(2);
    }

    @Test
    void theFirstStageBeginsEpochZeroWithAllItsData() {
        SelectionContext math = Epochs.context(7, 2, new StageData(List.of(MATH)));
        Turn first = policy.enterStage(SelectionState.start(), 0, "reasoning", math);
        assertThat(first.next().epoch()).isZero();
        assertThat(first.next().pool().active()).isEqualTo(MATH.taskIds());
        assertThat(first.decisions()).extracting(Decision::kind).containsOnly(Kind.JOINED);
    }

    @Test
    void aStageEnteredWithinAnEpochNeverReusesItsNumber() {
        SelectionContext math = Epochs.context(7, 2, new StageData(List.of(MATH)));
        SelectionState within = policy.next(Epochs.begin(policy, math), math).next();
        assertThat(policy.enterStage(within, 1, "again", math).next().epoch()).isEqualTo(1);
    }
}
