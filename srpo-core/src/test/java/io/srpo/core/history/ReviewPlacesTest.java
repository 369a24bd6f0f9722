package io.srpo.core.history;

import static org.assertj.core.api.Assertions.assertThat;

import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.IntRange;

class ReviewPlacesTest {
    @Property(tries = 500)
    void reviewNeverTakesMoreThanItsShareOfWhatWasDrawn(
            @ForAll @IntRange(min = 1, max = 300) int prompts,
            @ForAll @DoubleRange(min = 0, max = 0.1) double share,
            @ForAll @IntRange(max = 700) int active,
            @ForAll @IntRange(max = 80) int waiting) {
        ReviewPlaces places = new ReviewPlaces(prompts, share);
        int drawn = 0;
        int reviewed = 0;
        while (drawn < active) {
            int next = places.next(drawn, reviewed, active - drawn, waiting - reviewed);
            int batch = Math.min(prompts - next, active - drawn);
            assertThat(next).isBetween(0, waiting - reviewed);
            assertThat(next).isLessThanOrEqualTo((int) Math.ceil(share * prompts));
            assertThat(next + batch).isPositive();
            reviewed += next;
            drawn += batch;
            assertThat((double) reviewed).isLessThanOrEqualTo(share * (drawn + reviewed) + 1e-6);
        }
        assertThat(reviewed).isEqualTo(Math.min(waiting, places.inEpoch(active)));
    }

    @Example
    void fullBatchesOfTenHaveOnePlaceEachAndSmallOnesShare() {
        assertThat(new ReviewPlaces(10, 0.1).inEpoch(90)).isEqualTo(10);
        assertThat(new ReviewPlaces(30, 0.1).next(0, 0, 500, 9)).isEqualTo(3);
        assertThat(new ReviewPlaces(8, 0.1).next(0, 0, 90, 9)).isZero();
        assertThat(new ReviewPlaces(8, 0.1).next(8, 0, 82, 9)).isOne();
        assertThat(new ReviewPlaces(8, 0.1).inEpoch(72)).isEqualTo(8);
        assertThat(new ReviewPlaces(1, 0.1).inEpoch(18)).isOne();
        assertThat(new ReviewPlaces(10, 0).inEpoch(90)).isZero();
    }
}
