package io.srpo.core.metrics;

import static io.srpo.core.Steps.answer;
import static io.srpo.core.Steps.group;
import static io.srpo.core.Steps.truncated;
import static io.srpo.core.Steps.unjudged;
import static org.assertj.core.api.Assertions.assertThat;

import io.srpo.core.Steps;
import io.srpo.core.advantage.Advantages;
import io.srpo.core.advantage.Batch;
import io.srpo.core.advantage.GroupNormalized;
import io.srpo.core.advantage.TruncationRule;
import io.srpo.core.objective.Update;
import io.srpo.core.reflection.Reflection;
import io.srpo.core.reflection.ReflectionWords;
import io.srpo.core.reward.Judged;
import io.srpo.core.reward.Verdict;
import io.srpo.core.rollout.Rollout.Ending;
import io.srpo.core.task.Domain;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class StepMetricsTest {
    private static final Reflection REFLECTION = new Reflection(ReflectionWords.DEFAULT);
    private static final Update UPDATE = new Update(0.5, 2, 1e-6, 1, 1, 0, Double.NaN, 0.001, 0, 300, 1);

    private final List<Judged> step = List.of(
            group("solved", Domain.MATH, answer(0, 10, 1), answer(1, 20, 1)),
            group("mixed", Domain.MATH, answer(0, 30, 1), truncated(1, 100, 0)),
            group("hopeless", Domain.CODE, answer(0, 5, 0), unjudged(1, 7)),
            group("dead", Domain.CODE, unjudged(0, 7), unjudged(1, 7)),
            group(
                    "talk",
                    Domain.CODE,
                    Steps.answer(
                            Steps.rollout(0, 5, Ending.STOP, "Wait, wait. Let me verify."),
                            Verdict.partly(0.5, "1 of 2", "f"),
                            0.5)));
    private final Batch batch = new Advantages(new GroupNormalized()).weigh(step);
    private final Map<String, Object> map =
            StepMetrics.of(step, batch, UPDATE, REFLECTION).toMap();

    @Test
    void figuresAreByDomain() {
        assertThat(map)
                .containsEntry("pass@1/math", 0.75)
                .containsEntry("pass@1/code", 0.0)
                .containsEntry("pass@1", 1.5 / 4)
                .containsEntry("reward/accuracy/math", 0.75)
                .containsEntry("reward/total/code", 0.25)
                .containsEntry("length/math", 40.0)
                .containsEntry("length/math/right", 20.0)
                .containsEntry("length/math/wrong", 100.0)
                .containsEntry("truncated/math", 0.25)
                .containsEntry("reflection/hesitation/code", 1.0)
                .containsEntry("reflection/recheck/code", 0.5);
    }

    @Test
    void groupsAndRolloutsAreCounted() {
        assertThat(map)
                .containsEntry("groups/all-right", 1)
                .containsEntry("groups/mixed", 1)
                .containsEntry("groups/all-wrong", 2)
                .containsEntry("groups/unjudged", 1)
                .containsEntry("groups/effective-ratio", 0.25)
                .containsEntry("rollouts/paid", 9)
                .containsEntry("rollouts/unjudged", 3)
                .containsEntry("rollouts/used", 1)
                .containsEntry("rollouts/tokens", 191L);
    }

    @Test
    void keptZeroAdvantagesAreNotTakenForUsed() {
        Batch all = new Advantages(new GroupNormalized(), TruncationRule.DEFAULT, true).weigh(step);
        assertThat(StepMetrics.of(step, all, UPDATE, REFLECTION).toMap())
                .containsEntry("rollouts/used", 1)
                .containsEntry("groups/effective-ratio", 0.25);
    }

    @Test
    void whatIsNotDefinedIsAbsentAndEverythingElseIsFinite() {
        assertThat(map)
                .doesNotContainKeys("length/code/right", "update/entropy")
                .containsEntry("update/loss", 0.5);
        assertThat(map.values()).allSatisfy(value -> assertThat(Double.isFinite(((Number) value).doubleValue()))
                .isTrue());
        Map<String, Object> empty = StepMetrics.of(List.of(), new Batch(List.of(), 0, 0), Update.none(1e-6), REFLECTION)
                .toMap();
        assertThat(empty).containsEntry("rollouts/paid", 0).doesNotContainKey("pass@1");
    }

    @Test
    void keysComeInAStableOrder() {
        assertThat(map.keySet().stream().filter(key -> key.startsWith("pass@1")))
                .containsExactly("pass@1", "pass@1/code", "pass@1/math");
    }
}
