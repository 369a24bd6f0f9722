package io.srpo.core.stage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.srpo.core.rollout.SamplingSpec;
import io.srpo.core.stage.Stage.DataRef;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class StageTest {
    private static final List<DataRef> MATH = List.of(new DataRef("math.jsonl", 1));

    private static Stage stage(String name) {
        return new Stage(name, MATH, new Steps(3));
    }

    @Test
    void everyStageEndsByHandAndWhenExhaustedWhateverItsRule() {
        StageProgress progress = StageProgress.begin(2);
        assertThat(stage("a").endedBy(progress)).isEmpty();
        assertThat(stage("a").endedBy(progress.endedByHand())).contains("byHand: ended by hand");
        assertThat(stage("a").endedBy(progress.afterEpoch(0))).contains("exhausted: no prompt is left in the pool");
        StageProgress three = new StageProgress(3, 0, Map.of(), 2, false);
        assertThat(stage("a").endedBy(three)).contains("steps: 3 of 3 steps are done");
    }

    @Test
    void aStageMayDrawAndSelectInItsOwnWay() {
        SamplingSpec run = SamplingSpec.plain(8, 512);
        SamplingSpec own = SamplingSpec.plain(4, 1024);
        Stage plain = stage("a");
        Stage special = new Stage("b", MATH, own, "uniform", new Steps(3));
        assertThat(plain.sampling(run)).isEqualTo(run);
        assertThat(special.sampling(run)).isEqualTo(own);
        assertThat(plain.selection("history-resampling")).isEqualTo("history-resampling");
        assertThat(special.selection("history-resampling")).isEqualTo("uniform");
    }

    @Test
    void aPlanHasAnyNumberOfStagesEachWithItsOwnName() {
        StagePlan plan = new StagePlan(List.of(stage("a"), stage("b"), stage("c")));
        assertThat(plan.size()).isEqualTo(3);
        assertThat(plan.at(1).name()).isEqualTo("b");
        assertThat(plan.from(1)).extracting(Stage::name).containsExactly("b", "c");
        assertThat(plan.from(3)).isEmpty();
        assertThatThrownBy(() -> new StagePlan(List.of(stage("a"), stage("a")))).hasMessageContaining("named a");
        assertThatThrownBy(() -> new StagePlan(List.of())).hasMessageContaining("at least one");
    }

    @Test
    void badStagesAreRefusedByName() {
        assertThatThrownBy(() -> new Stage("a", List.of(), new Steps(1))).hasMessageContaining("stage a has no data");
        assertThatThrownBy(() -> new Stage(" ", MATH, new Steps(1))).hasMessageContaining("no name");
        assertThatThrownBy(() -> new Stage("a", List.of(MATH.get(0), MATH.get(0)), new Steps(1)))
                .hasMessageContaining("math.jsonl twice");
        assertThatThrownBy(() -> new DataRef("math.jsonl", -1)).hasMessageContaining("weight of math.jsonl");
    }

    @Test
    void progressKeepsWatchedFiniteValuesOnly() {
        Set<String> watched = Set.of("accuracy");
        StageProgress progress = StageProgress.begin(4)
                .afterStep(Map.of("accuracy", 0.5, "loss", 1.0), watched)
                .afterStep(Map.of("accuracy", Double.NaN), watched)
                .afterStep(Map.of(), watched)
                .afterStep(Map.of("accuracy", 0.75), watched)
                .afterEpoch(3);
        assertThat(progress).isEqualTo(new StageProgress(4, 1, Map.of("accuracy", List.of(0.5, 0.75)), 3, false));
    }
}
