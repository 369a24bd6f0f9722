package io.srpo.core.stats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class PassAtKTest {
    @Test
    void isTheShareOfAllSubsetsThatHoldARightAnswer() {
        for (int n = 1; n <= 10; n++) {
            for (int c = 0; c <= n; c++) {
                for (int k = 1; k <= n; k++) {
                    int subsets = 0;
                    int passing = 0;
                    for (int set = 0; set < 1 << n; set++) {
                        if (Integer.bitCount(set) == k) {
                            subsets++;
                            passing += (set & ((1 << c) - 1)) != 0 ? 1 : 0;
                        }
                    }
                    assertThat(PassAtK.of(n, c, k)).isCloseTo((double) passing / subsets, within(1e-12));
                }
            }
        }
    }

    @Test
    void staysANumberWhereBinomialsOverflow() {
        assertThat(PassAtK.of(100_000, 1, 50_000)).isCloseTo(0.5, within(1e-9));
        assertThat(PassAtK.of(10_000, 5_000, 5_001)).isEqualTo(1);
    }

    @Test
    void theMeanIsOverQuestions() {
        assertThat(PassAtK.mean(4, new int[] {4, 0, 2}, 1)).isCloseTo(0.5, within(1e-12));
        assertThat(PassAtK.mean(4, new int[] {}, 1)).isNaN();
    }

    @Test
    void nonsenseIsRefused() {
        assertThatThrownBy(() -> PassAtK.of(4, 5, 1)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> PassAtK.of(4, 1, 5)).isInstanceOf(IllegalArgumentException.class);
    }
}
