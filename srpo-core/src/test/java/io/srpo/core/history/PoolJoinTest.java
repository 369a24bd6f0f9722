package io.srpo.core.history;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.srpo.core.SrpoException;
import io.srpo.core.history.Decision.Kind;
import io.srpo.core.history.Pool.Dropped;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class PoolJoinTest {
    @Test
    void survivorsCarryOverNewDataJoinsAndTheSolvedStayOut() {
        Pool math =
                new Pool(List.of("m3", "m1"), List.of(new Dropped("m2", 0)), List.of(new Dropped("m4", 0)), List.of());
        Resampled joined = math.join(5, "integration", List.of("m1", "m2", "m3", "m4", "c1", "c2"));
        assertThat(joined.next())
                .isEqualTo(new Pool(
                        List.of("m3", "m1", "c1", "c2"),
                        List.of(new Dropped("m2", 0)),
                        List.of(new Dropped("m4", 0)),
                        List.of()));
        assertThat(joined.decisions())
                .containsExactly(
                        new Decision("m3", 5, Kind.KEPT, "carried over into stage integration"),
                        new Decision("m1", 5, Kind.KEPT, "carried over into stage integration"),
                        new Decision("c1", 5, Kind.JOINED, "new in stage integration"),
                        new Decision("c2", 5, Kind.JOINED, "new in stage integration"));
    }

    @Test
    void whatDoesNotBelongToTheStageLeavesAndASolvedPromptIsRememberedForALaterStage() {
        Pool math = new Pool(List.of("m1"), List.of(new Dropped("m2", 0)), List.of(new Dropped("m3", 1)), List.of());
        Resampled code = math.join(2, "code", List.of("c1"));
        assertThat(code.next())
                .isEqualTo(new Pool(
                        List.of("c1"), List.of(), List.of(), List.of(new Dropped("m2", 0), new Dropped("m3", 1))));
        assertThat(code.decisions()).extracting(Decision::kind).containsExactly(Kind.LEFT, Kind.JOINED);
        Pool both = code.next().join(4, "both", List.of("m1", "m2", "m3", "c1")).next();
        assertThat(both)
                .isEqualTo(new Pool(
                        List.of("c1", "m1"),
                        List.of(new Dropped("m2", 0), new Dropped("m3", 1)),
                        List.of(),
                        List.of()));
    }

    @Property(tries = 200)
    void everyPromptOfTheStageIsInThePoolOnceAndNoneIsActiveFromElsewhere(
            @ForAll @Size(max = 30) Set<@IntRange(max = 40) Integer> data,
            @ForAll @Size(max = 30) Set<@IntRange(max = 40) Integer> known,
            @ForAll @IntRange(max = 3) int turn) {
        List<String> active =
                known.stream().filter(i -> i % 4 == turn).map(i -> "t" + i).toList();
        List<Dropped> dropped = out(known, (turn + 1) % 4);
        List<Dropped> review = out(known, (turn + 2) % 4);
        List<Dropped> aside = out(known, (turn + 3) % 4);
        List<String> ids = data.stream().map(i -> "t" + i).toList();
        Pool next = new Pool(active, dropped, review, aside).join(9, "s", ids).next();
        Set<String> inStage = new HashSet<>(next.active());
        next.dropped().forEach(prompt -> inStage.add(prompt.taskId()));
        next.underReview().forEach(prompt -> inStage.add(prompt.taskId()));
        assertThat(inStage).containsExactlyInAnyOrderElementsOf(ids);
        assertThat(next.aside()).noneMatch(prompt -> ids.contains(prompt.taskId()));
        assertThat(next.dropped()).isSortedAccordingTo(Pool.OLDEST_FIRST);
        int out =
                next.dropped().size() + next.underReview().size() + next.aside().size();
        assertThat(out).as("nothing dropped is forgotten").isEqualTo(dropped.size() + review.size() + aside.size());
    }

    @Test
    void aPromptCannotBeInThePoolTwice() {
        assertThatThrownBy(() -> new Pool(List.of("a"), List.of(new Dropped("a", 0)), List.of(), List.of()))
                .isInstanceOf(SrpoException.class);
        assertThatThrownBy(() -> Pool.of(List.of("a", "a"))).isInstanceOf(SrpoException.class);
    }

    private static List<Dropped> out(Set<Integer> known, int turn) {
        return known.stream()
                .filter(i -> i % 4 == turn)
                .map(i -> new Dropped("t" + i, i / 8))
                .sorted(Pool.OLDEST_FIRST)
                .toList();
    }
}
