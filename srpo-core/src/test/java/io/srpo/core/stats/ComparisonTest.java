package io.srpo.core.stats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ComparisonTest {
    /** The values of scipy.stats.binomtest(a, a + b).pvalue; the first is 2 * 21700 / 2^20 by hand. */
    @ParameterizedTest
    @CsvSource({
        "5, 15, 0.04138946533203125",
        "15, 5, 0.04138946533203125",
        "0, 6, 0.03125",
        "3, 3, 1",
        "0, 0, 1",
        "1, 9, 0.021484375"
    })
    void mcnemarIsTheExactTest(int a, int b, double p) {
        assertThat(Paired.mcnemar(a, b)).isCloseTo(p, within(1e-12));
    }

    @Test
    void aComparisonCountsWhatOnlyOneSolves() {
        double[] first = {1, 0, 0.5, 0.25, 1};
        double[] second = {1, 1, 0.25, 0.75, 0};
        Paired paired = Paired.of(first, second, Bootstrap.STANDARD);
        assertThat(paired.difference()).isCloseTo(0.05, within(1e-12));
        assertThat(paired.onlyFirst()).isEqualTo(2);
        assertThat(paired.onlySecond()).isEqualTo(2);
        assertThat(paired.p()).isEqualTo(1);
        assertThat(paired.interval().contains(0.05)).isTrue();
        assertThatThrownBy(() -> Paired.of(first, new double[4], Bootstrap.STANDARD))
                .hasMessageContaining("the same questions");
    }

    @Property(tries = 50)
    void exchangingTheTwoTurnsTheSign(@ForAll long seed) {
        Random random = new Random(seed);
        double[] one = random.doubles(40).toArray();
        double[] two = random.doubles(40).toArray();
        Bootstrap small = new Bootstrap(200, 0.95, 1);
        Paired there = Paired.of(one, two, small);
        Paired back = Paired.of(two, one, small);
        assertThat(back.difference()).isCloseTo(-there.difference(), within(1e-12));
        assertThat(back.interval().low()).isCloseTo(-there.interval().high(), within(1e-9));
        assertThat(back.p()).isEqualTo(there.p());
    }

    @Test
    void theMajorityIsWhatIsSaidMostOften() {
        List<String> answers = Arrays.asList("4", "5", "5", "four", null, "6");
        boolean[] right = {true, false, false, true, false, false};
        // 4 and four are one answer: a tie of two with 5.
        assertThat(Majority.of(answers, right, 6, 1)).isEqualTo(0.5);
        assertThat(Majority.of(answers, right, 1, 1)).isCloseTo(2 / 6.0, within(0.05));
        assertThat(Majority.of(Arrays.asList(null, null), new boolean[2], 2, 1)).isZero();
        assertThatThrownBy(() -> Majority.of(answers, right, 7, 1)).isInstanceOf(IllegalArgumentException.class);
    }

    /** maj@3 of right answers with chance p against one wrong answer is p^3 + 3 p^2 (1 - p); here without replacement. */
    @Property(tries = 30)
    void threeOfManyVoteAsCountingSays(@ForAll @IntRange(max = 12) int good) {
        int n = 12;
        String[] answers = new String[n];
        boolean[] right = new boolean[n];
        for (int i = 0; i < n; i++) {
            right[i] = i < good;
            answers[i] = right[i] ? "yes" : "no";
        }
        double all = 220;
        double wins = (good * (good - 1) / 2.0 * (n - good) + good * (good - 1) * (good - 2) / 6.0) / all;
        assertThat(Majority.of(Arrays.asList(answers), right, 3, 5)).isCloseTo(wins, within(0.06));
    }
}
