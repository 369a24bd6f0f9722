package io.srpo.verify.math;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.ExecutionException;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A million made-up pairs ({@link FuzzTexts}), none of which may throw or run on. Outside the default build:
 * {@code mvn -Pfuzz -pl srpo-verify -am test -Dtest=MathMillionTest -Dsurefire.failIfNoSpecifiedTests=false}; {@code -Dsrpo.fuzz.pairs=N},
 * {@code -Dsrpo.fuzz.seed=S} and {@code -Dsrpo.fuzz.limit=MILLIS} change how many, which, and what one may take.
 *
 * <p>A pair gets 100 ms here in place of 2 s: whether every loop heeds the limit shows as well, and the few hard pairs do not eat the hours.
 */
@Tag("fuzz")
class MathMillionTest {
    private static final Logger LOG = LoggerFactory.getLogger(MathMillionTest.class);
    /** Above the limit: what one step between two looks at the clock may take, and the warming up of the JVM. */
    private static final long SLACK_MILLIS = 900;

    @Test
    void aMillionPairsNeitherThrowNorHang() throws InterruptedException, ExecutionException {
        int count = Integer.getInteger("srpo.fuzz.pairs", 1_000_000);
        long seed = Long.getLong("srpo.fuzz.seed", System.nanoTime());
        long limit = Long.getLong("srpo.fuzz.limit", 100);
        int threads = Math.min(4, Runtime.getRuntime().availableProcessors());
        MathFuzz.Seen seen = MathFuzz.run(count, seed, threads, Duration.ofMillis(limit));
        LOG.info("{} pairs, seed {}: {}", count, seed, seen);
        assertThat(seen.right()).isBetween(1, count - 1);
        assertThat(seen.millis()).as("seed %s: %s", seed, seen).isLessThan(limit + SLACK_MILLIS);
    }
}
