package io.srpo.core.stats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;

class BootstrapTest {
    @Test
    void ofYesAndNoItIsTheNormalIntervalOfAShare() {
        int n = 400;
        double p = 0.3;
        double[] values = new double[n];
        Arrays.fill(values, 0, (int) (n * p), 1);
        Interval interval = Bootstrap.STANDARD.mean(values);
        double half = 1.959964 * Math.sqrt(p * (1 - p) / n);
        assertThat(interval.low()).isCloseTo(p - half, within(0.004));
        assertThat(interval.high()).isCloseTo(p + half, within(0.004));
    }

    @Test
    void coversTheTrueMeanAboutAsOftenAsItSays() {
        Random random = new Random(5);
        int covered = 0;
        int trials = 300;
        for (int i = 0; i < trials; i++) {
            double[] values = random.doubles(60).toArray();
            covered += new Bootstrap(400, 0.9, i).mean(values).contains(0.5) ? 1 : 0;
        }
        assertThat((double) covered / trials).isBetween(0.83, 0.96);
    }

    @Test
    void sameSeedSameIntervalAndNoSpreadNoWidth() {
        double[] values = {0, 1, 1, 0.5, 0.25};
        assertThat(Bootstrap.STANDARD.mean(values)).isEqualTo(Bootstrap.STANDARD.mean(values));
        assertThat(new Bootstrap(10_000, 0.95, 1).mean(new Random(1).doubles(50).toArray()))
                .isNotEqualTo(new Bootstrap(10_000, 0.95, 2)
                        .mean(new Random(1).doubles(50).toArray()));
        assertThat(Bootstrap.STANDARD.mean(new double[] {0.25, 0.25, 0.25}).width())
                .isZero();
        assertThat(Bootstrap.STANDARD.mean(new double[] {}).low()).isNaN();
    }
}
