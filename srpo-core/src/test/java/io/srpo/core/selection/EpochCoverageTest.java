package io.srpo.core.selection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.srpo.core.SrpoException;
import io.srpo.core.history.ResamplingOptions;
import io.srpo.core.selection.StageData.Source;
import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class EpochCoverageTest {
    private static final List<SelectionPolicy> POLICIES =
            List.of(new UniformSelection(), new HistoryResamplingSelection(ResamplingOptions.paper()));

    @Property(tries = 300)
    void anEpochCoversThePoolExactlyOnceForAnyWeightsAndBatchSize(
            @ForAll long seed,
            @ForAll @IntRange(min = 1, max = 20) int prompts,
            @ForAll @Size(min = 1, max = 4) List<@IntRange(max = 30) Integer> sizes,
            @ForAll @Size(min = 4, max = 4) List<@DoubleRange(min = 0.01, max = 9) Double> weights) {
        List<Source> sources = new ArrayList<>();
        for (int i = 0; i < sizes.size(); i++) {
            sources.add(new Source("s" + i, weights.get(i), Epochs.ids("s" + i + "-", sizes.get(i))));
        }
        sources.add(new Source("rest", 1, List.of("one")));
        SelectionContext context = Epochs.context(seed, prompts, new StageData(sources));
        for (SelectionPolicy policy : POLICIES) {
            List<Draw> draws = Epochs.pass(policy, Epochs.begin(policy, context), context);
            List<String> all = new ArrayList<>();
            draws.forEach(draw -> all.addAll(draw.prompts()));
            assertThat(all).containsExactlyInAnyOrderElementsOf(context.data().taskIds());
            assertThat(draws.subList(0, draws.size() - 1))
                    .allMatch(draw -> draw.prompts().size() == prompts);
            assertThat(draws.get(draws.size() - 1).prompts()).hasSizeBetween(1, prompts);
        }
    }

    @Test
    void sourcesAreMixedByWeightWhileTheyLast() {
        StageData data = new StageData(
                List.of(new Source("math", 1, Epochs.ids("m", 40)), new Source("code", 2, Epochs.ids("c", 40))));
        SelectionContext context = Epochs.context(7, 6, data);
        UniformSelection policy = new UniformSelection();
        List<Draw> draws = Epochs.pass(policy, Epochs.begin(policy, context), context);
        for (Draw draw : draws.subList(0, 10)) {
            assertThat(draw.prompts()).filteredOn(id -> id.startsWith("m")).hasSize(2);
        }
        assertThat(draws.get(draws.size() - 1).prompts())
                .as("the rest of the epoch is the other source's")
                .allMatch(id -> id.startsWith("m"));
    }

    @Test
    void theOrderHangsFromSeedStageAndEpochAndIsShuffled() {
        StageData data = StageData.of(Epochs.ids("t", 30));
        SelectionContext context = Epochs.context(7, 30, data);
        UniformSelection policy = new UniformSelection();
        SelectionState first = Epochs.begin(policy, context);
        List<String> order = policy.next(first, context).prompts();
        SelectionState otherStage = new SelectionState(1, 0, 0, 0, first.pool(), first.memory());
        assertThat(new UniformSelection().next(first, context).prompts()).isEqualTo(order);
        assertThat(List.of(
                        data.taskIds(),
                        order,
                        policy.next(first.nextEpoch(first.pool()), context).prompts(),
                        policy.next(otherStage, context).prompts(),
                        policy.next(first, Epochs.context(8, 30, data)).prompts()))
                .doesNotHaveDuplicates();
    }

    @Test
    void uniformNeverChangesThePool() {
        SelectionContext context = Epochs.context(1, 4, StageData.of(Epochs.ids("t", 4)));
        UniformSelection policy = new UniformSelection();
        SelectionState state = Epochs.begin(policy, context);
        Turn turn = policy.endEpoch(policy.next(state, context).next(), context);
        assertThat(turn.next()).isEqualTo(state.nextEpoch(state.pool()));
        assertThat(turn.decisions()).isEmpty();
    }

    @Test
    void nothingIsDrawnBeyondTheEpochsEnd() {
        SelectionContext context = Epochs.context(1, 4, StageData.of(Epochs.ids("t", 4)));
        UniformSelection policy = new UniformSelection();
        SelectionState ended =
                policy.next(Epochs.begin(policy, context), context).next();
        assertThat(ended.epochEnded()).isTrue();
        assertThatThrownBy(() -> policy.next(ended, context)).isInstanceOf(SrpoException.class);
    }

    @Test
    void badStageDataIsRefusedBySourceAndTask() {
        Source a = new Source("a.jsonl", 1, List.of("t1"));
        assertThatThrownBy(() -> new StageData(List.of(a, new Source("b.jsonl", 1, List.of("t1")))))
                .hasMessage("task id t1 of b.jsonl is already in a.jsonl; ids must be unique within a run");
        assertThatThrownBy(() -> new StageData(List.of(a, a))).hasMessageContaining("a.jsonl is in a stage twice");
        assertThatThrownBy(() -> StageData.of(List.of())).hasMessageContaining("no tasks");
        assertThatThrownBy(() -> new Source("a.jsonl", 0, List.of())).hasMessageContaining("weight");
        assertThatThrownBy(() -> new Source("a.jsonl", Double.NaN, List.of())).hasMessageContaining("weight");
    }
}
