package io.srpo.verify.math;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A million pairs made from the labelled ones by cutting, joining, repeating and swapping, none of which may throw or run on. Outside the default build:
 * {@code mvn -Pfuzz -pl srpo-verify -am test -Dtest=MathMillionTest -Dsurefire.failIfNoSpecifiedTests=false}; {@code -Dsrpo.fuzz.pairs=N} and
 * {@code -Dsrpo.fuzz.seed=S} change how many and which.
 */
@Tag("fuzz")
class MathMillionTest {
    private static final Logger LOG = LoggerFactory.getLogger(MathMillionTest.class);
    private static final String SIGNS = "{}()[]\\$^_,;:|<>=+-*/!%&'.0123456789xneiπ√²∞ \n\u2212\uFF11";

    private final List<LabelledPairs> pairs = LabelledPairs.all();

    private record Slowest(long nanos, String gold, String answer) {
        Slowest or(Slowest o) {
            return o.nanos > nanos ? o : this;
        }
    }

    @Test
    void aMillionPairsNeitherThrowNorHang() throws InterruptedException, ExecutionException {
        int count = Integer.getInteger("srpo.fuzz.pairs", 1_000_000);
        long seed = Long.getLong("srpo.fuzz.seed", System.nanoTime());
        int threads = Math.min(4, Runtime.getRuntime().availableProcessors());
        MathVerifier verifier = new MathVerifier();
        ExecutorService workers = Executors.newFixedThreadPool(threads);
        Slowest slowest = new Slowest(0, "", "");
        try {
            List<Future<Slowest>> parts = new ArrayList<>();
            for (int t = 0; t < threads; t++) {
                SplittableRandom random = new SplittableRandom(seed + t);
                parts.add(workers.submit(() -> part(verifier, random, count / threads)));
            }
            for (Future<Slowest> part : parts) {
                slowest = slowest.or(part.get());
            }
        } finally {
            workers.shutdownNow();
        }
        LOG.info(
                "{} pairs, seed {}, {} undecided, slowest {} ms: {} against {}",
                count,
                seed,
                verifier.undecided(),
                slowest.nanos / 1_000_000,
                slowest.gold,
                slowest.answer);
        // processor time: the limit is 2 s a pair, with finding the answer and reading the question on top
        assertThat(slowest.nanos)
                .as("seed %s: %s against %s", seed, slowest.gold, slowest.answer)
                .isLessThan(5_000_000_000L);
    }

    private Slowest part(MathVerifier verifier, SplittableRandom random, int count) {
        var time = java.lang.management.ManagementFactory.getThreadMXBean();
        Slowest slowest = new Slowest(0, "", "");
        for (int n = 0; n < count; n++) {
            LabelledPairs pair = pairs.get(random.nextInt(pairs.size()));
            String gold = random.nextInt(3) == 0 ? spoiled(pair.gold(), random) : pair.gold();
            String answer = spoiled(pair.answer(), random);
            long start = time.getCurrentThreadCpuTime();
            assertThat(verifier.judge(gold, answer, random.nextInt(4) == 0 ? gold : null)
                            .reason())
                    .isNotNull();
            slowest = slowest.or(new Slowest(time.getCurrentThreadCpuTime() - start, gold, answer));
        }
        return slowest;
    }

    private String spoiled(String text, SplittableRandom random) {
        StringBuilder s = new StringBuilder(text);
        for (int n = random.nextInt(1, 5); n > 0; n--) {
            int at = random.nextInt(s.length() + 1);
            int end = Math.min(s.length(), at + random.nextInt(1, 12));
            switch (random.nextInt(6)) {
                case 0 -> s.delete(at, end);
                case 1 -> s.insert(at, SIGNS.charAt(random.nextInt(SIGNS.length())));
                case 2 -> s.insert(at, s.substring(at, end).repeat(random.nextInt(1, 6)));
                case 3 -> s.insert(at, pairs.get(random.nextInt(pairs.size())).answer());
                case 4 -> s.insert(at, (char) random.nextInt(0x3000));
                default -> s.reverse();
            }
        }
        return s.length() > 2000 ? s.substring(0, 2000) : s.toString();
    }
}
