package io.srpo.verify.math;

import io.srpo.core.reward.Verdict;
import io.srpo.verify.math.extract.AnswerExtractor;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** Judges made-up pairs on several threads, and keeps the slowest. */
final class MathFuzz {
    private MathFuzz() {}

    /**
     * What was seen.
     *
     * @param right how many were equal
     * @param undecided how many stayed undecided
     * @param millis processor time of the slowest
     * @param gold the gold answer of the slowest
     * @param answer its answer
     */
    record Seen(int right, long undecided, long millis, String gold, String answer) {
        Seen and(Seen o) {
            Seen slower = o.millis > millis ? o : this;
            return new Seen(right + o.right, undecided + o.undecided, slower.millis, slower.gold, slower.answer);
        }
    }

    /** Judges so many pairs; whatever a pair throws is thrown, with the pair in its message. */
    static Seen run(int count, long seed, int threads, Duration limit) throws InterruptedException, ExecutionException {
        List<LabelledPairs> pairs = LabelledPairs.all();
        ExecutorService workers = Executors.newFixedThreadPool(threads);
        try {
            List<Future<Seen>> parts = new ArrayList<>();
            for (int t = 0; t < threads; t++) {
                FuzzTexts texts = new FuzzTexts(pairs, new SplittableRandom(seed * 1000 + t));
                int share = count / threads + (t < count % threads ? 1 : 0);
                parts.add(workers.submit(() -> part(texts, share, limit)));
            }
            Seen seen = new Seen(0, 0, 0, "", "");
            for (Future<Seen> part : parts) {
                seen = seen.and(part.get());
            }
            return seen;
        } finally {
            workers.shutdownNow();
        }
    }

    private static Seen part(FuzzTexts texts, int count, Duration limit) {
        MathVerifier verifier = new MathVerifier(AnswerExtractor.ANY, new MathEquivalence(limit));
        ThreadMXBean time = ManagementFactory.getThreadMXBean();
        Seen seen = new Seen(0, 0, 0, "", "");
        for (int n = 0; n < count; n++) {
            String gold = texts.gold();
            String answer = texts.answer(gold);
            long start = time.getCurrentThreadCpuTime();
            Verdict verdict = judged(verifier, gold, answer, n % 4 == 0 ? gold : null);
            long millis = (time.getCurrentThreadCpuTime() - start) / 1_000_000;
            seen = seen.and(new Seen(verdict.right() ? 1 : 0, 0, millis, gold, answer));
        }
        return new Seen(seen.right, verifier.undecided(), seen.millis, seen.gold, seen.answer);
    }

    private static Verdict judged(
            MathVerifier verifier, String gold, String answer, @org.jspecify.annotations.Nullable String question) {
        try {
            return verifier.judge(gold, answer, question);
        } catch (RuntimeException | StackOverflowError e) {
            throw new AssertionError("thrown for " + gold + " against " + answer, e);
        }
    }
}
