package io.srpo.core.history;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.srpo.core.SrpoException;
import java.util.List;
import org.junit.jupiter.api.Test;

class HistoryTest {
    @Test
    void countsEachOutcomeOfAGroup() {
        History history = new History();
        List<Visit> added = history.add(2, 40, List.of(Rounds.judged("a", "rrwuW"), Rounds.judged("b", "w")));
        assertThat(added).containsExactly(new Visit("a", 2, 40, 2, 2, 1, 1), new Visit("b", 2, 40, 0, 1, 0, 0));
        assertThat(history.visits()).isEqualTo(added);
    }

    @Test
    void aTruncatedRolloutIsWrongEvenIfItsVerifierFoundARightAnswer() {
        assertThat(Visit.of(0, 0, Rounds.judged("a", "R"))).isEqualTo(new Visit("a", 0, 0, 0, 1, 0, 1));
    }

    @Test
    void aTruncatedRolloutWhoseVerifierFailedCountsAsNothing() {
        assertThat(Visit.of(0, 0, Rounds.judged("a", "U"))).isEqualTo(new Visit("a", 0, 0, 0, 0, 1, 1));
    }

    @Test
    void severalVisitsAreJudgedOnTheUnionOfTheirRolloutsEpochByEpoch() {
        History history = new History();
        history.add(0, 1, List.of(Rounds.judged("a", "rr"), Rounds.judged("a", "w")));
        history.add(0, 2, List.of(Rounds.judged("a", "ru")));
        history.add(1, 3, List.of(Rounds.judged("a", "w"), Rounds.judged("b", "r")));
        assertThat(history.tally("a", 0)).isEqualTo(new Tally(3, 1, 1, 0));
        assertThat(history.tally("a", 1)).isEqualTo(new Tally(0, 1, 0, 0));
        assertThat(history.tally("a")).isEqualTo(new Tally(3, 2, 1, 0));
        assertThat(history.tally("a").passRate()).isEqualTo(0.6);
        assertThat(history.tally("b", 0)).isEqualTo(Tally.NONE);
        assertThat(history.tally("never met")).isEqualTo(Tally.NONE);
        assertThat(history.visits("a")).hasSize(4);
    }

    @Test
    void itsVisitsMakeTheSameHistoryAgainAndCanBeCutBackToAStep() {
        History history = new History();
        history.add(0, 1, List.of(Rounds.judged("a", "rw")));
        history.add(0, 2, List.of(Rounds.judged("b", "r")));
        history.add(1, 3, List.of(Rounds.judged("a", "rr")));
        assertThat(History.of(history.visits()).visits()).isEqualTo(history.visits());
        History cut = history.upTo(2);
        assertThat(cut.visits()).isEqualTo(history.visits().subList(0, 2));
        assertThat(cut.tally("a")).isEqualTo(new Tally(1, 1, 0, 0));
    }

    @Test
    void impossibleCountsAreRefused() {
        assertThatThrownBy(() -> new Visit("a", 0, 0, -1, 0, 0, 0)).isInstanceOf(SrpoException.class);
        assertThatThrownBy(() -> new Visit("a", 0, 0, 3, 1, 1, 3))
                .isInstanceOf(SrpoException.class)
                .hasMessageContaining("truncated 3");
    }
}
