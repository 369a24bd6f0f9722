package io.srpo.train.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.srpo.core.reward.Verdict;
import io.srpo.data.ledger.EvaluationRow;
import io.srpo.data.ledger.Ledger;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReportPartsTest {
    @TempDir
    Path folder;

    @Test
    void thePoolFollowedThroughTheDecisionsIsTheRunsOwn() throws IOException {
        try (FakeRun run = FakeRun.whole(folder, 40, 60)) {
            List<PoolFlow.Row> rows = PoolFlow.of(run.ledger().read().decisions());

            PoolFlow.Row last = rows.get(rows.size() - 1);
            assertThat(last.active()).isEqualTo(run.pool().active().size());
            assertThat(last.newlyDropped() + last.dropped() + last.underReview())
                    .isEqualTo(run.pool().dropped().size()
                            + run.pool().underReview().size());
            assertThat(last.dropped()).isPositive();
            assertThat(rows)
                    .filteredOn(row -> row.when().equals("the stage begins"))
                    .hasSize(2);
            assertThat(rows.get(0).told()).isEqualTo("64 new");
            assertThat(rows).filteredOn(row -> row.told().contains("32 new")).hasSize(1);
        }
    }

    @Test
    void aStageWhoseFirstPassIsOneStepHasBothItsRows() throws IOException {
        try (FakeRun run = new FakeRun(folder, 10)) {
            run.stage("short", 2, FakeRun.ids("math", FakeRun.BATCH));

            assertThat(PoolFlow.of(run.ledger().read().decisions()))
                    .extracting(PoolFlow.Row::when)
                    .containsExactly("the stage begins", "after pass 1", "after pass 2");
        }
    }

    @Test
    void problemsThatBecameWorseAreShownToo() {
        try (Ledger ledger = Ledger.open(folder.resolve("ledger.duckdb"))) {
            List<EvaluationRow> before = new ArrayList<>();
            List<EvaluationRow> after = new ArrayList<>();
            for (int i = 0; i < 30; i++) {
                boolean worse = i == 17;
                for (int sample = 0; sample < 3; sample++) {
                    before.add(row(0, i, sample, worse));
                    after.add(row(9, i, sample, !worse && sample > 0));
                }
            }
            ledger.evaluate(0, "s", before);
            ledger.evaluate(9, "s", after);

            List<AnswerPair> pairs = AnswersBeforeAfter.of(ledger.read());

            assertThat(pairs).hasSize(10);
            assertThat(pairs)
                    .filteredOn(pair -> pair.change().equals("worse"))
                    .singleElement()
                    .satisfies(pair -> {
                        assertThat(pair.task()).isEqualTo("t17");
                        assertThat(pair.before().outcome()).isEqualTo("right");
                        assertThat(pair.after().outcome()).isEqualTo("wrong");
                    });
            AnswerPair first = pairs.get(0);
            assertThat(first.change()).isEqualTo("better");
            assertThat(first.before().right()).isZero();
            assertThat(first.after().right()).isEqualTo(2);
            assertThat(first.after().text()).isEqualTo("answer 1 of step 9");
        }
    }

    @Test
    void aVeryLongAnswerIsCutAndSaysSo() {
        try (Ledger ledger = Ledger.open(folder.resolve("ledger.duckdb"))) {
            String text = "x".repeat(7000);
            Verdict wrong = Verdict.wrong("no", null);
            ledger.evaluate(0, "s", List.of(new EvaluationRow(0, "s", "math", "t", 0, "?", text, 1, true, wrong)));
            ledger.evaluate(1, "s", List.of(new EvaluationRow(1, "s", "math", "t", 0, "?", text, 1, true, wrong)));

            AnswerPair pair = AnswersBeforeAfter.of(ledger.read()).get(0);

            assertThat(pair.after().text()).hasSizeLessThan(6100).endsWith("[... 1000 more characters in the ledger]");
            assertThat(pair.change()).isEqualTo("same");
        }
    }

    @Test
    void whatIsWrongWithARunIsSaid() {
        List<Map<String, Object>> lines = new ArrayList<>();
        lines.add(evaluated(0, 0.6, 0.5, 0.7));
        for (int step = 1; step <= 10; step++) {
            Map<String, Object> line = new LinkedHashMap<>();
            line.put("step", step);
            line.put("stage", "s");
            line.put("pass@1/math", 0.9);
            line.put("truncated/math", 0.4);
            line.put("rollouts/paid", 64);
            line.put("rollouts/unjudged", 1);
            line.put("groups/effective-ratio", 0.1);
            line.put("update/log-prob-gap", 0.2);
            lines.add(line);
        }
        lines.add(evaluated(10, 0.3, 0.2, 0.4));
        Timeline timeline = Timeline.of(lines);
        List<HeldOut> heldOut = HeldOut.of(timeline);

        assertThat(heldOut.get(0).told()).startsWith("A clear loss");
        assertThat(Findings.of(
                        timeline,
                        List.of("math"),
                        heldOut,
                        List.of(new StageSpan("s", 1, 10, "no prompt is left in the pool"))))
                .extracting(words -> words.substring(0, 20))
                .containsExactly(
                        "Training did harm on",
                        "The math figure rest",
                        "10 of 640 practice a",
                        "40% of the latest ma",
                        "The model solves its",
                        "In the latest steps ",
                        "What draws the answe",
                        "Stage s ran out of p");
    }

    @Test
    void smoothingIsTheMeanOfTheLastMeasuredValues() {
        assertThat(Smoothing.trailing(Arrays.asList(1.0, null, 3.0, 5.0), 2)).containsExactly(1.0, null, 2.0, 4.0);
        assertThat(Smoothing.window(19)).isEqualTo(1);
        assertThat(Smoothing.window(20)).isEqualTo(5);
        assertThat(Smoothing.window(100_000)).isEqualTo(20);
    }

    @Test
    void numbersReadAsPeopleWriteThem() {
        assertThat(Words.percent(0.054)).isEqualTo("5.4%");
        assertThat(Words.percent(0.05)).isEqualTo("5%");
        assertThat(Words.percent(0.316)).isEqualTo("32%");
        assertThat(Words.count(1920)).isEqualTo("1,920");
        assertThat(Words.duration(246)).isEqualTo("4.1 minutes");
        assertThat(Words.duration(30)).isEqualTo("30 seconds");
        assertThat(Words.duration(9000)).isEqualTo("2.5 hours");
    }

    private static Map<String, Object> evaluated(long step, double value, double low, double high) {
        Map<String, Object> line = new LinkedHashMap<>();
        line.put("step", step);
        line.put("eval/pass@1/math/s", value);
        line.put("eval/low/math/s", low);
        line.put("eval/high/math/s", high);
        line.put("eval/questions/math/s", 12);
        return line;
    }

    private static EvaluationRow row(long step, int task, int sample, boolean right) {
        Verdict verdict = right ? Verdict.right("equal", "1") : Verdict.wrong("not equal", "2");
        String text = "answer " + sample + " of step " + step;
        return new EvaluationRow(step, "s", "math", "t" + task, sample, "question " + task, text, 3, false, verdict);
    }
}
