package io.srpo.core.stats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class TrendTest {
    @Property(tries = 100)
    void slopeOfALineIsItsSlopeWhateverCameBefore(
            @ForAll @DoubleRange(min = -5, max = 5) double slope,
            @ForAll @DoubleRange(min = -5, max = 5) double start,
            @ForAll @IntRange(min = 2, max = 40) int window) {
        double[] values = new double[window + 3];
        values[0] = 1000;
        for (int i = 3; i < values.length; i++) {
            values[i] = start + slope * i;
        }
        assertThat(Trend.slope(values, window)).isCloseTo(slope, within(1e-9));
    }

    @Test
    void slopeNeedsAFullWindow() {
        assertThat(Trend.slope(new double[] {1, 2}, 3)).isNaN();
        assertThat(Trend.slope(new double[] {1, 2}, 1)).isNaN();
        assertThat(Trend.slope(new double[] {0, 0, 1, 0}, 4)).isCloseTo(0.1, within(1e-12));
    }

    @Test
    void anAverageBeginsAtTheFirstValueAndStepsOverGaps() {
        assertThat(Trend.ema(new double[] {Double.NaN, 1, 3, Double.NaN, 2}, 0.5))
                .containsExactly(Double.NaN, 1, 2, 2, 2);
        assertThat(Trend.emaWeight(1)).isEqualTo(1);
        assertThat(Trend.emaWeight(19)).isEqualTo(0.1);
    }
}
