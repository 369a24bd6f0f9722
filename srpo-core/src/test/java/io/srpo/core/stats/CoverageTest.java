package io.srpo.core.stats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Do 95% intervals hold the truth 95 times in 100? Simulated benchmarks with known truth; fixed seeds. */
class CoverageTest {
    private static final int SETS = 1000;

    @ParameterizedTest
    @CsvSource({"200, 8, 0.5", "100, 1, 0.7", "30, 4, 0.4", "500, 2, 0.1"})
    void theIntervalsOfAShareCover(int questions, int samples, double spread) {
        Random random = new Random(questions);
        int covered = 0;
        // A question is answered right with chance u^spread, u uniform; the truth is its mean over all questions there
        // could be.
        double truth = 1 / (spread + 1);
        for (int set = 0; set < SETS; set++) {
            double[] shares = new double[questions];
            for (int q = 0; q < questions; q++) {
                double chance = chance(random, spread);
                int right = 0;
                for (int s = 0; s < samples; s++) {
                    right += random.nextDouble() < chance ? 1 : 0;
                }
                shares[q] = (double) right / samples;
            }
            covered += new Bootstrap(1000, 0.95, set).share(shares).contains(truth) ? 1 : 0;
        }
        assertThat(covered).isBetween(930, 970);
    }

    @Test
    void theIntervalsOfADifferenceCover() {
        Random random = new Random(3);
        int covered = 0;
        for (int set = 0; set < SETS; set++) {
            double[] first = new double[120];
            double[] second = new double[120];
            for (int q = 0; q < first.length; q++) {
                double chance = 0.8 * random.nextDouble();
                for (int s = 0; s < 4; s++) {
                    first[q] += random.nextDouble() < chance ? 0.25 : 0;
                    second[q] += random.nextDouble() < chance + 0.1 ? 0.25 : 0;
                }
            }
            covered += Paired.of(first, second, new Bootstrap(1000, 0.95, set))
                            .interval()
                            .contains(0.1)
                    ? 1
                    : 0;
        }
        assertThat(covered).isBetween(930, 970);
    }

    /** One right answer in 50 questions, or none at all: plain resampling would say "0% to 0%" then, and be wrong each time. */
    @Test
    void rareSuccessIsNotCalledImpossible() {
        Random random = new Random(5);
        int covered = 0;
        for (int set = 0; set < SETS; set++) {
            double[] shares = new double[50];
            for (int q = 0; q < shares.length; q++) {
                shares[q] = random.nextDouble() < 0.02 ? 1 : 0;
            }
            covered += new Bootstrap(1000, 0.95, set).share(shares).contains(0.02) ? 1 : 0;
        }
        assertThat(covered).isGreaterThan(930);
        assertThat(Bootstrap.STANDARD.share(new double[50])).isEqualTo(new Interval(0, 1 - Math.pow(0.025, 1 / 50.0)));
        assertThat(Bootstrap.STANDARD.share(new double[] {1, 1}).high()).isEqualTo(1);
    }

    /** As tables and scipy.stats give them: norm.ppf, t.ppf. */
    @Test
    void quantilesAreThoseOfTheTables() {
        assertThat(Normal.quantile(0.975)).isCloseTo(1.959964, within(2e-6));
        assertThat(Normal.below(-1)).isCloseTo(0.158655, within(1e-6));
        assertThat(Normal.student(0.975, 9)).isCloseTo(2.262157, within(1e-4));
        assertThat(Normal.student(0.975, 19)).isCloseTo(2.093024, within(1e-5));
        assertThat(Normal.student(0.025, 99)).isCloseTo(-1.984217, within(1e-5));
    }

    private static double chance(Random random, double spread) {
        double u = random.nextDouble();
        return Math.pow(u, spread);
    }
}
