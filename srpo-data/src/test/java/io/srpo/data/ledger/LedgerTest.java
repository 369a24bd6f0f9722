package io.srpo.data.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.srpo.core.SrpoException;
import io.srpo.core.history.Visit;
import io.srpo.core.reward.Judged;
import io.srpo.core.reward.KeptVerdict;
import io.srpo.core.reward.Reward;
import io.srpo.core.reward.Verdict;
import io.srpo.core.rollout.Group;
import io.srpo.core.rollout.Prompt;
import io.srpo.core.rollout.Rollout;
import io.srpo.core.task.Domain;
import io.srpo.core.task.Reference;
import io.srpo.core.task.Task;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LedgerTest {
    private static final Verdict RIGHT = Verdict.right("equal as numbers", "4");
    private static final Verdict WRONG = Verdict.partly(0.25, "5 is not 4; \"quoted\", \u00e9, \0 and\nlines", null);
    private static final Verdict UNJUDGED = Verdict.unjudged("no sandbox");

    @TempDir
    Path folder;

    @Test
    void everyPartOfARolloutComesBackAsItWasWritten() {
        try (Ledger ledger = open()) {
            At at = new At(3, "reasoning", 2);
            ledger.append(at, List.of(group("t:1", WRONG, RIGHT)));

            List<RolloutRow> rows = ledger.read().rolloutsOf("t:1");

            assertThat(rows).hasSize(2);
            RolloutRow first = rows.get(0);
            assertThat(first.at()).isEqualTo(at);
            assertThat(first.domain()).isEqualTo("math");
            assertThat(first.prompt()).isEqualTo("Question: t:1\n<think>");
            assertThat(first.verdict()).isEqualTo(WRONG);
            assertThat(first.reward()).isEqualTo(reward());
            assertThat(first.reward().parts().keySet()).containsExactly("format", "accuracy", "language");
            assertThat(first.rollout().tokens()).containsExactly(7, 8, 511);
            assertThat(first.rollout().logProbs()).containsExactly(-0.1f, -2.5e-8f, -31.4f);
            assertThat(first.rollout().text()).isEqualTo("2+2=5\0 \u2713");
            assertThat(first.rollout().ending()).isEqualTo(Rollout.Ending.LENGTH);
            assertThat(first.rollout().lossFrom()).isEqualTo(1);
            assertThat(rows.get(1).rollout().sample()).isEqualTo(1);
            assertThat(rows.get(1).verdict()).isEqualTo(RIGHT);
        }
    }

    @Test
    void visitsCountVerdictsInTheOrderOfTheBatch() {
        try (Ledger ledger = open()) {
            At one = new At(1, "reasoning", 1);
            At two = new At(2, "reasoning", 1);
            ledger.append(one, List.of(group("z", RIGHT, WRONG, UNJUDGED), group("a", RIGHT, RIGHT)));
            ledger.append(two, List.of(group("z", WRONG, WRONG), group("b", UNJUDGED, UNJUDGED)));

            assertThat(ledger.read().visits())
                    .containsExactly(
                            new VisitRow(one, "z", "math", 0, 2, 1, 2, 1.0),
                            new VisitRow(one, "a", "math", 1, 1, 0, 1, 1.0),
                            new VisitRow(two, "z", "math", 0, 2, 0, 1, 0.25),
                            new VisitRow(two, "b", "math", 0, 0, 2, 1, 0.0));
            assertThat(ledger.read().visits().get(0).rollouts()).isEqualTo(3);
            assertThat(ledger.read().lastStep()).isEqualTo(2);
            assertThat(ledger.read().rollouts()).isEqualTo(9);
            assertThat(ledger.read().rolloutsOfStep(2)).hasSize(4);
        }
    }

    /** All combinations of verdicts and endings, so that a resumed history is the live one. */
    @Test
    void visitsCountAsTheCoreDoes() {
        Verdict[] verdicts = {RIGHT, WRONG, UNJUDGED};
        try (Ledger ledger = open()) {
            for (int n = 0; n < 81; n++) {
                Verdict[] four = {verdicts[n % 3], verdicts[n / 3 % 3], verdicts[n / 9 % 3], verdicts[n / 27]};
                Judged judged = group("t" + n, four);
                ledger.append(new At(n, "s", 1), List.of(judged));

                assertThat(ledger.read().visits().get(n).visit()).isEqualTo(Visit.of(1, n, judged));
            }
        }
    }

    @Test
    void rightAnswersForReplayAreRightAndYoungEnough() {
        try (Ledger ledger = open()) {
            for (int step = 1; step <= 4; step++) {
                ledger.append(new At(step, "s", 1), List.of(group("t", RIGHT, RIGHT, WRONG), group("u", RIGHT)));
            }

            assertThat(ledger.read().rightAnswers("t", 3))
                    .extracting(r -> r.at().step() + ":" + r.rollout().sample())
                    .containsExactly("3:1", "4:1");
        }
    }

    @Test
    void aLedgerCutBackAndWrittenAgainIsTheOneLeftAlone() {
        try (Ledger alone = Ledger.open(folder.resolve("alone.duckdb"));
                Ledger resumed = Ledger.open(folder.resolve("resumed.duckdb"))) {
            write(alone, 1, 6);
            write(resumed, 1, 5);
            resumed.cutBackTo(3);
            resumed.cutBackTo(3);
            assertThat(resumed.read().lastStep()).isEqualTo(3);
            assertThat(resumed.read().evaluatedSteps("held-out")).containsExactly(1L, 2L, 3L);
            write(resumed, 4, 6);

            assertThat(dump(resumed)).isEqualTo(dump(alone));
        }
    }

    @Test
    void aVerdictIsKeptOnceWithTheStepThatFirstNeededItAndGoesWithThatStep() {
        try (Ledger ledger = open()) {
            ledger.append(new At(1, "s", 1), List.of(), List.of(kept("b"), kept("c")));
            ledger.evaluate(1, "held-out", List.of(), List.of(kept("a"), kept("c")));
            ledger.append(new At(2, "s", 1), List.of(), List.of(kept("b"), kept("d"), kept("d")));
            assertThat(ledger.read().verdicts()).containsExactly(kept("a"), kept("b"), kept("c"), kept("d"));
            ledger.cutBackTo(1);
            assertThat(ledger.read().verdicts()).containsExactly(kept("a"), kept("b"), kept("c"));
        }
    }

    @Test
    void decisionsAreFoundByPromptAndByEpoch() {
        try (Ledger ledger = open()) {
            Decision kept = new Decision(new At(4, "s", 1), "a", "kept", "3 of 8 right");
            Decision dropped = new Decision(new At(4, "s", 1), "b", "dropped", "8 of 8 right");
            Decision stage = new Decision(new At(8, "s", 2), null, "stage-ended", "plateau");
            ledger.decide(List.of(kept, dropped));
            ledger.decide(stage);

            assertThat(ledger.read().decisions()).containsExactly(kept, dropped, stage);
            assertThat(ledger.read().decisionsOf("b")).containsExactly(dropped);
            assertThat(ledger.read().decisionsOfEpoch(2)).containsExactly(stage);
        }
    }

    @Test
    void anEvaluationAskedAgainReplacesItself() {
        try (Ledger ledger = open()) {
            EvaluationRow old = evaluation(5, WRONG);
            EvaluationRow fresh = evaluation(5, RIGHT);
            ledger.evaluate(5, "held-out", List.of(old, old));
            ledger.evaluate(5, "held-out", List.of(fresh));

            assertThat(ledger.read().evaluation(5, "held-out")).containsExactly(fresh);
            assertThat(ledger.read().evaluatedSets()).containsExactly("held-out");
        }
    }

    @Test
    void anEvaluationIsCountedByProblemInTheOrderAsked() {
        try (Ledger ledger = open()) {
            EvaluationRow z = new EvaluationRow(5, "s", "code", "z", 0, "?", "!", 3, false, UNJUDGED);
            EvaluationRow a = new EvaluationRow(5, "s", "math", "a", 0, "?", "!", 3, false, RIGHT);
            EvaluationRow wrong = new EvaluationRow(5, "s", "math", "a", 1, "?", "no", 3, false, WRONG);
            ledger.evaluate(5, "s", List.of(z, a, wrong, z));
            ledger.evaluate(6, "s", List.of(a));

            assertThat(ledger.read().evaluationTallies(5, "s"))
                    .containsExactly(
                            new EvaluationTally("code", "z", 0, 0, 2), new EvaluationTally("math", "a", 1, 1, 2));
            assertThat(ledger.read().evaluationTallies(5, "s"))
                    .extracting(EvaluationTally::share)
                    .containsExactly(0.0, 0.5);
            assertThat(ledger.read().evaluationOf(5, "s", "a")).containsExactly(a, wrong);
        }
    }

    @Test
    void aFailedWriteLeavesNothingBehind() {
        try (Ledger ledger = open()) {
            Rollout broken = new Rollout(0, new int[] {1}, new float[] {0}, 0, null, Rollout.Ending.STOP);
            Judged bad = judged("bad", List.of(new Judged.Answer(broken, RIGHT, reward())));

            assertThatThrownBy(() -> ledger.append(new At(1, "s", 1), List.of(group("good", RIGHT), bad)))
                    .isInstanceOf(Exception.class);

            assertThat(ledger.read().rollouts()).isZero();
            ledger.append(new At(1, "s", 1), List.of(group("good", RIGHT)));
            assertThat(ledger.read().rollouts()).isEqualTo(1);
        }
    }

    @Test
    void readingAMissingLedgerSaysSo() {
        assertThatThrownBy(() -> Ledger.openToRead(folder.resolve("none.duckdb")))
                .isInstanceOf(SrpoException.class)
                .hasMessageContaining("there is no ledger");
    }

    private Ledger open() {
        return Ledger.open(folder.resolve("ledger.duckdb"));
    }

    private static void write(Ledger ledger, int from, int to) {
        for (int step = from; step <= to; step++) {
            At at = new At(step, "s", (step + 1) / 2);
            List<KeptVerdict> kept = List.of(kept("step" + step), kept("always"));
            ledger.append(at, List.of(group("t" + step % 2, RIGHT, WRONG), group("u" + step, WRONG)), kept);
            ledger.decide(new Decision(at, "t" + step % 2, "kept", "mixed"));
            ledger.evaluate(step, "held-out", List.of(evaluation(step, RIGHT)));
        }
    }

    static List<String> dump(Ledger ledger) {
        List<String> rows = new ArrayList<>();
        LedgerReader read = ledger.read();
        for (long step = 1; step <= read.lastStep(); step++) {
            read.rolloutsOfStep(step)
                    .forEach(r -> rows.add(r.at() + r.taskId() + r.rollout().text() + r.verdict() + r.reward()));
            read.evaluation(step, "held-out").forEach(r -> rows.add(r.toString()));
        }
        read.visits().forEach(v -> rows.add(v.toString()));
        read.decisions().forEach(d -> rows.add(d.toString()));
        read.verdicts().forEach(v -> rows.add(v.toString()));
        return rows;
    }

    private static KeptVerdict kept(String key) {
        return new KeptVerdict(key, "code-7", "failed", 1, 3, "5 is not 4; \0 \u2713");
    }

    private static EvaluationRow evaluation(long step, Verdict verdict) {
        return new EvaluationRow(step, "held-out", "math", "t", 0, "2+2?", "4", 3, false, verdict);
    }

    static Judged group(String id, Verdict... verdicts) {
        List<Judged.Answer> answers = new ArrayList<>();
        for (int i = 0; i < verdicts.length; i++) {
            Rollout rollout = new Rollout(
                    i,
                    new int[] {7, 8, 511},
                    new float[] {-0.1f, -2.5e-8f, -31.4f},
                    1,
                    "2+2=5\0 \u2713",
                    i % 2 == 0 ? Rollout.Ending.LENGTH : Rollout.Ending.STOP);
            answers.add(new Judged.Answer(rollout, verdicts[i], reward()));
        }
        return judged(id, answers);
    }

    private static Judged judged(String id, List<Judged.Answer> answers) {
        Task task = new Task(id, Domain.MATH, id, new Reference.Answer("4"));
        Prompt prompt = new Prompt(task, "Question: " + id + "\n<think>", "<think>");
        List<Rollout> rollouts = answers.stream().map(Judged.Answer::rollout).toList();
        return new Judged(new Group(prompt, new int[] {1, 2}, rollouts), answers);
    }

    private static Reward reward() {
        Map<String, Double> parts = new LinkedHashMap<>();
        parts.put("format", 0.1);
        parts.put("accuracy", 1.0);
        parts.put("language", -0.0625);
        return new Reward(1.0375, parts);
    }
}
