package io.srpo.core.stage;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class PlateauTest {
    private static StageProgress line(int steps, double slope) {
        return EndRulesTest.accuracy(
                IntStream.range(0, steps).mapToDouble(i -> 0.3 + slope * i).toArray());
    }

    @Test
    void nothingIsSaidBeforeTheWindowIsFull() {
        Plateau rule = new Plateau("accuracy", 20, 0.01);
        assertThat(rule.endedBy(line(19, 0))).isEmpty();
        assertThat(rule.endedBy(line(20, 0)))
                .contains("plateau: accuracy rose by 0 over the last 20 steps, less than 0.01");
    }

    @Test
    void aFlatMetricIsNotTakenForAFallingOne() {
        assertThat(new Plateau("accuracy", 20, 0).endedBy(line(20, 0))).isEmpty();
        assertThat(new Plateau("accuracy", 20, 0).endedBy(line(20, -0.001))).isPresent();
    }

    @Test
    void theReasonSaysByHowMuchItRoseOrFell() {
        Plateau rule = new Plateau("accuracy", 20, 0.01, 1);
        assertThat(rule.endedBy(line(40, 0.0002)))
                .contains("plateau: accuracy rose by 0.004 over the last 20 steps, less than 0.01");
        assertThat(rule.endedBy(line(40, -0.0123)))
                .contains("plateau: accuracy fell by 0.246 over the last 20 steps, it should rise by 0.01");
    }

    @Test
    void onlyTheWindowCounts() {
        double[] values =
                IntStream.range(0, 60).mapToDouble(i -> Math.min(i, 35) / 40.0).toArray();
        assertThat(new Plateau("accuracy", 20, 0.01).endedBy(EndRulesTest.accuracy(values)))
                .isPresent();
    }

    @Test
    void smoothingIsTheMeanOfAValueAndTheOnesBeforeIt() {
        // Smoothed over two: 0.5, 0.5, 1.0; slope 0.25 a step, 0.75 over the window. Unsmoothed: 0, 1, 1; slope 0.5,
        // 1.5 over the window.
        StageProgress progress = EndRulesTest.accuracy(1, 0, 1, 1);
        assertThat(new Plateau("accuracy", 3, 0.75, 2).endedBy(progress)).isEmpty();
        assertThat(new Plateau("accuracy", 3, 0.7501, 2).endedBy(progress)).isPresent();
        assertThat(new Plateau("accuracy", 3, 1.5, 1).endedBy(progress)).isEmpty();
        assertThat(new Plateau("accuracy", 3, 1.5001, 1).endedBy(progress)).isPresent();
    }

    @Property(tries = 200)
    void aStraightLineEndsJustWhenItsRiseOverTheWindowIsUnderTheGain(
            @ForAll @IntRange(min = 2, max = 40) int window,
            @ForAll @DoubleRange(min = -0.02, max = 0.02) double slope,
            @ForAll @DoubleRange(min = 0, max = 0.5) double gain) {
        double rise = slope * window;
        if (Math.abs(rise - gain) > 1e-9) {
            assertThat(new Plateau("accuracy", window, gain, 1)
                            .endedBy(line(2 * window, slope))
                            .isPresent())
                    .isEqualTo(rise < gain);
        }
    }
}
