package io.srpo.core.history;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.srpo.core.SrpoException;
import io.srpo.core.history.Decision.Kind;
import io.srpo.core.history.Pool.Dropped;
import io.srpo.core.history.ResamplingOptions.Review;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class HistoryResamplingTest {
    private static final ResamplingOptions PAPER = ResamplingOptions.paper();

    private static Decision fate(ResamplingOptions options, String... groups) {
        History history = new History();
        for (String letters : groups) {
            history.add(3, 7, List.of(Rounds.judged("a", letters)));
        }
        history.add(2, 6, List.of(Rounds.judged("a", "rw"))); // another epoch has no say
        Resampled result = new HistoryResampling(options, 4).next(Pool.of(List.of("a")), history, 3);
        Decision decision = result.decisions().get(0);
        assertThat(result.decisions()).hasSize(1);
        assertThat(result.next().active()).hasSize(decision.kind() == Kind.KEPT ? 1 : 0);
        assertThat(result.next().dropped()).hasSize(decision.kind() == Kind.DROPPED ? 1 : 0);
        return decision;
    }

    private static Decision kept(String reason) {
        return new Decision("a", 3, Kind.KEPT, reason);
    }

    private static Decision dropped(String reason) {
        return new Decision("a", 3, Kind.DROPPED, reason);
    }

    @Test
    void allRightIsDroppedMixedAndAllWrongAreKept() {
        assertThat(fate(PAPER, "rrrr")).isEqualTo(dropped("all 4 rollouts were right"));
        assertThat(fate(PAPER, "rrrw")).isEqualTo(kept("3 of 4 rollouts were right"));
        assertThat(fate(PAPER, "wrww")).isEqualTo(kept("1 of 4 rollouts was right"));
        assertThat(fate(PAPER, "wwww")).isEqualTo(kept("all 4 rollouts were wrong"));
    }

    @Test
    void aPromptMetSeveralTimesIsJudgedOnTheUnion() {
        assertThat(fate(PAPER, "rr", "rr")).isEqualTo(dropped("all 4 rollouts were right"));
        assertThat(fate(PAPER, "rr", "rw")).isEqualTo(kept("3 of 4 rollouts were right"));
    }

    @Test
    void truncatedIsWrongAndUnjudgedIsNothing() {
        assertThat(fate(PAPER, "rrR")).isEqualTo(kept("2 of 3 rollouts were right"));
        assertThat(fate(PAPER, "rruu")).isEqualTo(dropped("all 2 rollouts were right; 2 more could not be judged"));
        assertThat(fate(PAPER, "uu")).isEqualTo(kept("no rollout judged; 2 more could not be judged"));
    }

    @Test
    void aPromptNotMetIsKept() {
        assertThat(fate(PAPER)).isEqualTo(kept("not met in this epoch"));
    }

    @Test
    void ourOptionsDropAllWrongWaitForEnoughRolloutsAndLowerTheThreshold() {
        assertThat(fate(new ResamplingOptions(1, true, 1, null), "ww")).isEqualTo(dropped("all 2 rollouts were wrong"));
        ResamplingOptions patient = new ResamplingOptions(1, true, 3, null);
        assertThat(fate(patient, "rr"))
                .isEqualTo(kept("all 2 rollouts were right, but 2 are too few to go by (at least 3)"));
        assertThat(fate(patient, "ww").kind()).isEqualTo(Kind.KEPT);
        assertThat(fate(patient, "rr", "r").kind()).isEqualTo(Kind.DROPPED);
        ResamplingOptions nine = new ResamplingOptions(0.9, false, 1, null);
        assertThat(fate(nine, "rrrrrrrrrw"))
                .isEqualTo(dropped("9 of 10 rollouts were right, which counts as solved (from 0.9)"));
        assertThat(fate(nine, "rrrrrrrrww").kind()).isEqualTo(Kind.KEPT);
    }

    @Test
    void aPoolOfSolvedPromptsIsExhausted() {
        History history = new History();
        history.add(0, 0, List.of(Rounds.judged("a", "r"), Rounds.judged("b", "r")));
        Pool next = new HistoryResampling(PAPER, 4)
                .next(Pool.of(List.of("a", "b")), history, 0)
                .next();
        assertThat(next.exhausted()).isTrue();
        assertThat(next.dropped()).containsExactly(new Dropped("a", 0), new Dropped("b", 0));
    }

    @Test
    void withoutReviewNothingComesBack() {
        Pool pool = new Pool(ids(50), List.of(new Dropped("old", 0)), List.of(), List.of());
        Resampled result = new HistoryResampling(PAPER, 10).next(pool, new History(), 90);
        assertThat(result.next()).isEqualTo(pool);
    }

    @Test
    void aDroppedPromptComesBackAfterItsWaitOldestFirstWhileThereIsRoom() {
        List<Dropped> dropped =
                List.of(new Dropped("x", 1), new Dropped("y", 2), new Dropped("z", 3), new Dropped("late", 4));
        HistoryResampling resampling = new HistoryResampling(PAPER.withReview(new Review(2)), 10);
        Resampled roomForTwo = resampling.next(new Pool(ids(18), dropped, List.of(), List.of()), new History(), 5);
        assertThat(roomForTwo.next().underReview()).containsExactly(new Dropped("x", 1), new Dropped("y", 2));
        Resampled room = resampling.next(new Pool(ids(60), dropped, List.of(), List.of()), new History(), 5);
        assertThat(room.next().underReview()).isEqualTo(dropped.subList(0, 3));
        assertThat(room.next().dropped()).isEqualTo(dropped.subList(3, 4));
        assertThat(room.decisions())
                .contains(new Decision("x", 5, Kind.BROUGHT_BACK, "dropped after epoch 1, looked at again in epoch 6"));
    }

    @Test
    void aReviewedPromptRejoinsWhenItIsSolvedNoLongerAndElseWaitsAnew() {
        List<Dropped> review = List.of(
                new Dropped("still", 1), new Dropped("lost", 1), new Dropped("unseen", 1), new Dropped("unjudged", 2));
        Pool pool = new Pool(List.of("a"), List.of(new Dropped("other", 1)), review, List.of());
        History history = new History();
        history.add(
                5,
                9,
                List.of(Rounds.judged("still", "rr"), Rounds.judged("lost", "rw"), Rounds.judged("unjudged", "u")));
        Resampled result = new HistoryResampling(PAPER.withReview(new Review(2)), 10).next(pool, history, 5);
        assertThat(result.next().active()).containsExactly("a", "lost");
        assertThat(result.next().dropped())
                .as("no room for a review beside two active prompts; what was not reviewed keeps its turn")
                .containsExactly(
                        new Dropped("unseen", 1),
                        new Dropped("other", 1),
                        new Dropped("unjudged", 2),
                        new Dropped("still", 5));
        assertThat(result.decisions())
                .extracting(Decision::kind)
                .containsExactly(Kind.KEPT, Kind.DROPPED_AGAIN, Kind.RETURNED, Kind.NOT_REVIEWED, Kind.NOT_REVIEWED);
    }

    @Test
    void optionsOutOfRangeAreRefusedByName() {
        assertThatThrownBy(() -> new ResamplingOptions(0, false, 1, null)).hasMessageContaining("solvedAt");
        assertThatThrownBy(() -> new ResamplingOptions(1, false, 0, null)).hasMessageContaining("minRollouts");
        assertThatThrownBy(() -> new Review(0)).hasMessageContaining("review.every");
        assertThatThrownBy(() -> new Review(1, 0.11))
                .isInstanceOf(SrpoException.class)
                .hasMessageContaining("review.share");
    }

    private static List<String> ids(int count) {
        return IntStream.range(0, count).mapToObj(i -> "p" + i).toList();
    }
}
