package io.srpo.core.history;

import static org.assertj.core.api.Assertions.assertThat;

import io.srpo.core.history.Decision.Kind;
import io.srpo.core.history.Pool.Dropped;
import io.srpo.core.history.ResamplingOptions.Review;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/**
 * The rule stated a second time, prompt by prompt over plain maps, and held against {@link HistoryResampling} for any history: prompts
 * met never, once or often, unjudged and truncated rollouts, visits of prompts that are not in the pool, several epochs on end.
 */
class HistoryResamplingModelTest {
    private static final int TASKS = 25;

    @Property(tries = 400)
    void thePaperRuleForAnyHistory(@ForAll("histories") List<List<Visit>> epochs) {
        Set<String> expected = new HashSet<>(ids());
        Pool pool = Pool.of(ids());
        History history = new History();
        for (int epoch = 0; epoch < epochs.size(); epoch++) {
            epochs.get(epoch).forEach(history::add);
            Resampled result = new HistoryResampling(ResamplingOptions.paper(), 8).next(pool, history, epoch);
            Set<String> solved = new HashSet<>();
            for (Visit visit : epochs.get(epoch)) {
                if (visit.right() > 0) {
                    solved.add(visit.taskId());
                }
            }
            for (Visit visit : epochs.get(epoch)) {
                if (visit.wrong() > 0) {
                    solved.remove(visit.taskId());
                }
            }
            List<String> before = pool.active();
            expected.removeAll(solved);
            assertThat(result.next().active())
                    .containsExactlyElementsOf(
                            before.stream().filter(expected::contains).toList());
            assertThat(result.decisions()).extracting(Decision::taskId).isEqualTo(before);
            for (Decision decision : result.decisions()) {
                assertThat(decision.kind()).isEqualTo(expected.contains(decision.taskId()) ? Kind.KEPT : Kind.DROPPED);
            }
            pool = result.next();
        }
    }

    @Property(tries = 400)
    void everyOptionForAnyHistory(
            @ForAll("options") ResamplingOptions options,
            @ForAll("batches") int prompts,
            @ForAll("histories") List<List<Visit>> epochs) {
        Pool pool = Pool.of(ids());
        History history = new History();
        for (int epoch = 0; epoch < epochs.size(); epoch++) {
            epochs.get(epoch).forEach(history::add);
            Resampled result = new HistoryResampling(options, prompts).next(pool, history, epoch);
            check(pool, result, epochs.get(epoch), epoch, options, prompts);
            pool = result.next();
        }
    }

    private static void check(
            Pool before, Resampled result, List<Visit> visits, int epoch, ResamplingOptions options, int prompts) {
        Map<String, Kind> kinds = new HashMap<>();
        for (Decision decision : result.decisions()) {
            assertThat(kinds.put(decision.taskId(), decision.kind()))
                    .as("one decision a prompt")
                    .isNull();
            assertThat(decision.epoch()).isEqualTo(epoch);
            assertThat(decision.reason()).isNotBlank();
        }
        Pool after = result.next();
        Map<String, Integer> out = epochs(after.dropped());
        Map<String, Integer> review = epochs(after.underReview());
        List<String> active = new ArrayList<>();
        List<Dropped> waiting = new ArrayList<>(before.dropped());
        for (String id : before.active()) {
            boolean drops = drops(id, visits, options);
            assertThat(kinds.remove(id)).isEqualTo(drops ? Kind.DROPPED : Kind.KEPT);
            if (drops) {
                assertThat(out).containsEntry(id, epoch);
            } else {
                active.add(id);
            }
        }
        for (Dropped prompt : before.underReview()) {
            String id = prompt.taskId();
            if (drops(id, visits, options)) {
                assertThat(kinds.remove(id)).isEqualTo(Kind.DROPPED_AGAIN);
                assertThat(out).containsEntry(id, epoch);
            } else if (unsolved(id, visits, options)) {
                assertThat(kinds.remove(id)).isEqualTo(Kind.RETURNED);
                active.add(id);
            } else {
                assertThat(kinds.remove(id)).isEqualTo(Kind.NOT_REVIEWED);
                waiting.add(prompt);
            }
        }
        assertThat(after.active()).containsExactlyElementsOf(active);
        for (Dropped prompt : waiting) {
            boolean back = review.containsKey(prompt.taskId());
            assertThat(back ? review : out).containsEntry(prompt.taskId(), prompt.epoch());
            if (back && before.dropped().contains(prompt)) {
                assertThat(kinds.remove(prompt.taskId())).isEqualTo(Kind.BROUGHT_BACK);
            }
        }
        assertThat(kinds).as("no decision on a prompt that nothing happened to").isEmpty();
        assertThat(after.active().size() + out.size() + review.size()).isEqualTo(TASKS);
        assertThat(after.dropped()).isSortedAccordingTo(Pool.OLDEST_FIRST);
        checkReview(after, waiting, epoch, options, prompts);
    }

    /** As many as are due and have room; none left behind is older than one that comes back. */
    private static void checkReview(
            Pool after, List<Dropped> waiting, int epoch, ResamplingOptions options, int prompts) {
        Review review = options.review();
        List<Dropped> back = after.underReview();
        if (review == null) {
            assertThat(back).isEmpty();
            return;
        }
        long due = waiting.stream()
                .filter(p -> p.epoch() + review.every() <= epoch)
                .count();
        int room =
                new ReviewPlaces(prompts, review.share()).inEpoch(after.active().size());
        assertThat(back).hasSize((int) Math.min(due, room));
        for (Dropped prompt : back) {
            assertThat(prompt.epoch() + review.every()).isLessThanOrEqualTo(epoch);
            assertThat(after.dropped()).allMatch(left -> left.epoch() >= prompt.epoch());
        }
    }

    private static boolean drops(String id, List<Visit> visits, ResamplingOptions options) {
        int right = visits.stream()
                .filter(v -> v.taskId().equals(id))
                .mapToInt(Visit::right)
                .sum();
        int wrong = visits.stream()
                .filter(v -> v.taskId().equals(id))
                .mapToInt(Visit::wrong)
                .sum();
        if (right + wrong < options.minRollouts()) {
            return false;
        }
        return right >= options.solvedAt() * (right + wrong) || options.dropAllWrong() && right == 0;
    }

    /** Seen with something left to learn: under the threshold, and not given up as hopeless for want of rollouts. */
    private static boolean unsolved(String id, List<Visit> visits, ResamplingOptions options) {
        int right = visits.stream()
                .filter(v -> v.taskId().equals(id))
                .mapToInt(Visit::right)
                .sum();
        int wrong = visits.stream()
                .filter(v -> v.taskId().equals(id))
                .mapToInt(Visit::wrong)
                .sum();
        return wrong > 0 && right < options.solvedAt() * (right + wrong) && !(options.dropAllWrong() && right == 0);
    }

    private static Map<String, Integer> epochs(List<Dropped> prompts) {
        Map<String, Integer> epochs = new HashMap<>();
        prompts.forEach(prompt -> epochs.put(prompt.taskId(), prompt.epoch()));
        return epochs;
    }

    private static List<String> ids() {
        List<String> ids = new ArrayList<>();
        for (int i = 0; i < TASKS; i++) {
            ids.add("t" + i);
        }
        return ids;
    }

    @Provide
    Arbitrary<List<List<Visit>>> histories() {
        Arbitrary<Integer> few = Arbitraries.frequency(net.jqwik.api.Tuple.of(3, 0), net.jqwik.api.Tuple.of(1, 1))
                .flatMap(any ->
                        any == 0 ? Arbitraries.just(0) : Arbitraries.integers().between(1, 3));
        Arbitrary<Integer> task = Arbitraries.integers().between(0, TASKS + 1);
        Arbitrary<Integer> right = Arbitraries.integers().between(0, 3);
        Arbitrary<Visit> visit = Combinators.combine(task, right, few, few)
                .as((t, r, w, u) -> new Visit("t" + t, 0, 0, r, w, u, (w + u) / 2));
        return visit.list().ofMaxSize(40).list().ofMinSize(1).ofMaxSize(7).map(HistoryResamplingModelTest::numbered);
    }

    private static List<List<Visit>> numbered(List<List<Visit>> epochs) {
        List<List<Visit>> numbered = new ArrayList<>();
        for (int epoch = 0; epoch < epochs.size(); epoch++) {
            List<Visit> visits = new ArrayList<>();
            for (Visit v : epochs.get(epoch)) {
                visits.add(new Visit(v.taskId(), epoch, epoch * 9L, v.right(), v.wrong(), v.unjudged(), v.truncated()));
            }
            numbered.add(visits);
        }
        return numbered;
    }

    @Provide
    Arbitrary<ResamplingOptions> options() {
        return Combinators.combine(
                        Arbitraries.of(1.0, 0.75, 0.5),
                        Arbitraries.of(true, false),
                        Arbitraries.integers().between(1, 4),
                        Arbitraries.integers().between(0, 3))
                .as((solvedAt, wrong, least, every) ->
                        new ResamplingOptions(solvedAt, wrong, least, every == 0 ? null : new Review(every)));
    }

    @Provide
    Arbitrary<Integer> batches() {
        return Arbitraries.integers().between(1, 30);
    }
}
