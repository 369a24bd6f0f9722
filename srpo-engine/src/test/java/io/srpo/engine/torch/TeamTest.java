package io.srpo.engine.torch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicIntegerArray;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.InferenceMode;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class TeamTest {
    @BeforeAll
    static void start() {
        Torch.start(3);
    }

    @Test
    void everyTaskIsDoneOnceHoweverManyRounds() {
        for (int round = 0; round < 2000; round++) {
            int count = round % 40;
            AtomicIntegerArray done = new AtomicIntegerArray(count);
            Team.each(count, done::incrementAndGet);
            for (int i = 0; i < count; i++) {
                assertThat(done.get(i)).isEqualTo(1);
            }
        }
    }

    @Test
    void helpersWakeAfterAPause() throws InterruptedException {
        for (int pause = 0; pause < 5; pause++) {
            Thread.sleep(20);
            AtomicIntegerArray done = new AtomicIntegerArray(64);
            Team.each(64, done::incrementAndGet);
            assertThat(done.toString()).doesNotContain("0", "2");
        }
    }

    @Test
    void aRoundWithinARoundRunsOnItsCaller() {
        List<Thread> others = new ArrayList<>();
        Team.each(8, outer -> {
            Thread caller = Thread.currentThread();
            Team.each(8, inner -> {
                if (Thread.currentThread() != caller) {
                    synchronized (others) {
                        others.add(Thread.currentThread());
                    }
                }
            });
        });
        assertThat(others).isEmpty();
    }

    @Test
    void tasksAloneAreWithoutAutogradAlsoWhenOneFails() {
        AtomicIntegerArray within = new AtomicIntegerArray(64);
        try (PointerScope scope = new PointerScope()) {
            Team.each(64, i -> Team.each(2, inner -> within.set(i, InferenceMode.is_enabled() ? 1 : 0)));
            assertThat(InferenceMode.is_enabled()).isFalse();
            assertThatThrownBy(() -> Team.each(1, i -> {
                        throw new IllegalStateException("failed");
                    }))
                    .hasMessage("failed");
            assertThat(InferenceMode.is_enabled()).isFalse();
        }
        assertThat(within.toString()).doesNotContain("0");
    }

    @Test
    void aFailureIsThrownOnceNoTaskRunsAnyMoreAndTheTeamGoesOn() {
        AtomicIntegerArray done = new AtomicIntegerArray(20);
        assertThatThrownBy(() -> Team.each(20, i -> {
                    done.incrementAndGet(i);
                    if (i == 7) {
                        throw new IllegalStateException("seven");
                    }
                }))
                .hasMessage("seven");
        assertThat(done.toString()).doesNotContain("0", "2");
        Team.each(20, done::incrementAndGet);
        assertThat(done.toString()).doesNotContain("0", "1", "3");
    }

    @Test
    void rangesCoverAllItemsOnceAndAreNotSmallerThanAskedFor() {
        for (int count = 1; count < 50; count++) {
            AtomicIntegerArray seen = new AtomicIntegerArray(count);
            int all = count;
            Team.ranges(count, 10, (from, to) -> {
                assertThat(to - from).isGreaterThanOrEqualTo(Math.min(all, 10));
                for (int i = from; i < to; i++) {
                    seen.incrementAndGet(i);
                }
            });
            assertThat(seen.toString()).doesNotContain("0", "2");
        }
    }
}
