package io.srpo.verify.math;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

/**
 * A labelled set over all kinds of answers; {@code expected} says whether the answer is right.
 *
 * <p>Sources, as {@code source} says: written by hand after the answers of hendrycks-math, deepmath and gsm8k and the ways models write them; the rows
 * "round N" were written in one go without trying them, and judged once before anything was mended (the figures are in docs/verifiers-math.md).
 */
class LabelledPairsTest {
    @Test
    void nearlyAllPairsAreJudgedAsLabelledAndHardlyEverPassAWrongAnswer() {
        MathVerifier verifier = new MathVerifier();
        List<LabelledPairs> missed = new ArrayList<>();
        List<LabelledPairs> falsePositives = new ArrayList<>();
        List<LabelledPairs> all = LabelledPairs.all();
        int equal = 0;
        for (LabelledPairs pair : all) {
            equal += pair.expected() ? 1 : 0;
            boolean right = pair.judgedBy(verifier);
            if (right && !pair.expected()) {
                falsePositives.add(pair);
            } else if (!right && pair.expected()) {
                missed.add(pair);
            }
        }
        int pairs = all.size();
        assertThat(pairs).isGreaterThanOrEqualTo(600);
        assertThat(equal).isBetween(pairs * 2 / 5, pairs * 13 / 20);
        assertThat(falsePositives).as("wrong answers that passed").hasSizeLessThan(1 + pairs / 200);
        assertThat(missed.size() + falsePositives.size())
                .as("missed: %s%nfalse positives: %s", missed, falsePositives)
                .isLessThanOrEqualTo(pairs / 50);
    }

    @Test
    void manyThreadsAtOnceJudgeAsOneDoes() throws InterruptedException, ExecutionException {
        MathVerifier verifier = new MathVerifier();
        List<LabelledPairs> all = LabelledPairs.all();
        List<Boolean> alone = all.stream().map(p -> p.judgedBy(verifier)).toList();
        ExecutorService threads = Executors.newFixedThreadPool(8);
        try {
            List<Future<Boolean>> together = new ArrayList<>();
            for (LabelledPairs pair : all) {
                together.add(threads.submit(() -> pair.judgedBy(verifier)));
            }
            for (int n = 0; n < alone.size(); n++) {
                assertThat(together.get(n).get()).as(all.get(n).toString()).isEqualTo(alone.get(n));
            }
        } finally {
            threads.shutdownNow();
        }
    }
}
