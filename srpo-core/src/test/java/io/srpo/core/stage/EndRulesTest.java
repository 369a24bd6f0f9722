package io.srpo.core.stage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.srpo.core.SrpoException;
import io.srpo.core.stage.ValueReached.Side;
import java.util.List;
import java.util.Map;
import java.util.stream.DoubleStream;
import org.junit.jupiter.api.Test;

class EndRulesTest {
    static StageProgress accuracy(double... values) {
        List<Double> list = DoubleStream.of(values).boxed().toList();
        return new StageProgress(values.length, 0, Map.of("accuracy", list), 5, false);
    }

    private static StageProgress at(int steps, int epochs) {
        return new StageProgress(steps, epochs, Map.of(), 5, false);
    }

    @Test
    void stepsEndAtTheirCountAndNotBefore() {
        assertThat(new Steps(400).endedBy(at(399, 9))).isEmpty();
        assertThat(new Steps(400).endedBy(at(400, 0))).contains("steps: 400 of 400 steps are done");
    }

    @Test
    void epochsEndAtTheirCountAndNotBefore() {
        assertThat(new Epochs(3).endedBy(at(99, 2))).isEmpty();
        assertThat(new Epochs(3).endedBy(at(0, 3))).contains("epochs: 3 of 3 epochs are done");
    }

    @Test
    void anEmptyPoolAndAHandEndAStage() {
        StageProgress one = StageProgress.begin(1);
        assertThat(new Exhausted().endedBy(one)).isEmpty();
        assertThat(new Exhausted().endedBy(one.afterEpoch(0))).contains("exhausted: no prompt is left in the pool");
        assertThat(new ByHand().endedBy(one)).isEmpty();
        assertThat(new ByHand().endedBy(one.endedByHand())).contains("byHand: ended by hand");
    }

    @Test
    void aValueIsReachedAtTheLimitItselfForSoManyStepsOnEnd() {
        ValueReached rule = new ValueReached("accuracy", Side.AT_LEAST, 0.8, 3);
        assertThat(rule.endedBy(accuracy(0.9, 0.9))).as("too few").isEmpty();
        assertThat(rule.endedBy(accuracy(0.9, 0.9, 0.79))).isEmpty();
        assertThat(rule.endedBy(accuracy(0.9, 0.79, 0.9, 0.9)))
                .as("interrupted")
                .isEmpty();
        assertThat(rule.endedBy(accuracy(0.1, 0.8, 0.85, 0.9)))
                .contains("value: accuracy was at least 0.8 in each of the last 3 steps (now 0.9)");
        ValueReached below = new ValueReached("accuracy", Side.AT_MOST, 0.2, 1);
        assertThat(below.endedBy(accuracy(0.21))).isEmpty();
        assertThat(below.endedBy(accuracy(0.9, 0.2)))
                .contains("value: accuracy was at most 0.2 in the last step (now 0.2)");
        assertThat(below.endedBy(at(50, 5))).as("never measured").isEmpty();
    }

    @Test
    void anyEndsWithItsFirstAndAllOnlyTogether() {
        List<EndRule> rules = List.of(new Steps(10), new Epochs(2));
        assertThat(new AnyOf(rules).endedBy(at(9, 1))).isEmpty();
        assertThat(new AnyOf(rules).endedBy(at(9, 2))).contains("epochs: 2 of 2 epochs are done");
        assertThat(new AnyOf(rules).endedBy(at(10, 2))).contains("steps: 10 of 10 steps are done");
        assertThat(new AllOf(rules).endedBy(at(10, 1))).isEmpty();
        assertThat(new AllOf(rules).endedBy(at(9, 2))).isEmpty();
        assertThat(new AllOf(rules).endedBy(at(10, 2)))
                .contains("all: steps: 10 of 10 steps are done; and epochs: 2 of 2 epochs are done");
    }

    @Test
    void rulesNameTheMetricsTheyLookAt() {
        EndRule rule = new AnyOf(List.of(
                new Plateau("accuracy", 20, 0.01),
                new AllOf(List.of(new Steps(3), new ValueReached("entropy", Side.AT_MOST, 0.1, 1)))));
        assertThat(rule.metrics()).containsExactlyInAnyOrder("accuracy", "entropy");
    }

    @Test
    void theRulesNameStandsBeforeTheColon() {
        assertThat(EndRule.name("plateau: accuracy rose")).isEqualTo("plateau");
        assertThat(EndRule.name("interrupted")).isEqualTo("interrupted");
    }

    @Test
    void badRulesAreRefusedByKey() {
        assertThatThrownBy(() -> new Steps(0)).hasMessage("stages: until: steps must be at least 1, not 0");
        assertThatThrownBy(() -> new Epochs(0)).hasMessageContaining("epochs");
        assertThatThrownBy(() -> new AnyOf(List.of())).hasMessageContaining("any");
        assertThatThrownBy(() -> new AllOf(List.of())).hasMessageContaining("all");
        assertThatThrownBy(() -> new ValueReached("a", Side.AT_LEAST, Double.NaN, 1))
                .hasMessageContaining("limit");
        assertThatThrownBy(() -> new ValueReached("a", Side.AT_LEAST, 1, 0)).hasMessageContaining("value.for");
        assertThatThrownBy(() -> new Plateau("a", 1, 0.1)).hasMessageContaining("plateau.window");
        assertThatThrownBy(() -> new Plateau("a", 9, Double.NaN)).hasMessageContaining("plateau.gain");
        assertThatThrownBy(() -> new Plateau("a", 9, 0.1, 10))
                .isInstanceOf(SrpoException.class)
                .hasMessageContaining("plateau.smoothing");
    }
}
