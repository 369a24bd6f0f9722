package io.srpo.core.selection;

import static org.assertj.core.api.Assertions.assertThat;

import io.srpo.core.history.Pool;
import io.srpo.core.history.Pool.Dropped;
import io.srpo.core.history.ResamplingOptions;
import io.srpo.core.history.ResamplingOptions.Review;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

class ReviewInBatchesTest {
    @Property(tries = 300)
    void reviewTakesAtMostATenthOldestFirstAndThePoolIsStillCoveredOnce(
            @ForAll @IntRange(min = 1, max = 64) int prompts,
            @ForAll @IntRange(min = 1, max = 200) int active,
            @ForAll @IntRange(max = 40) int waiting) {
        List<Dropped> review = IntStream.range(0, waiting)
                .mapToObj(i -> new Dropped("old" + i, i))
                .toList();
        List<String> pool = Epochs.ids("t", active);
        List<String> data = new ArrayList<>(pool);
        review.forEach(prompt -> data.add(prompt.taskId()));
        SelectionContext context = Epochs.context(3, prompts, StageData.of(data));
        SelectionState state = new SelectionState(0, 50, 0, 0, new Pool(pool, List.of(), review, List.of()), Map.of());
        SelectionPolicy policy =
                new HistoryResamplingSelection(ResamplingOptions.paper().withReview(new Review(2)));
        List<String> trained = new ArrayList<>();
        List<String> reviewed = new ArrayList<>();
        List<Draw> draws = Epochs.pass(policy, state, context);
        for (Draw draw : draws) {
            int split = draw.prompts().size() - draw.underReview();
            trained.addAll(draw.prompts().subList(0, split));
            reviewed.addAll(draw.prompts().subList(split, draw.prompts().size()));
            assertThat(draw.prompts()).hasSizeLessThanOrEqualTo(prompts);
            assertThat(draw.underReview()).isLessThanOrEqualTo((prompts + 9) / 10);
            assertThat(10 * reviewed.size()).isLessThanOrEqualTo(trained.size() + reviewed.size());
        }
        assertThat(draws.subList(0, draws.size() - 1))
                .as("in place of, not besides")
                .allMatch(draw -> draw.prompts().size() == prompts);
        assertThat(trained).containsExactlyInAnyOrderElementsOf(pool);
        assertThat(reviewed).containsExactlyElementsOf(Epochs.ids("old", reviewed.size()));
        if (active >= 10 * prompts && waiting > 0) {
            assertThat(reviewed).isNotEmpty();
        }
    }
}
