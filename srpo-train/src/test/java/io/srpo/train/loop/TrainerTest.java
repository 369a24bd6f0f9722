package io.srpo.train.loop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.srpo.core.SrpoException;
import io.srpo.core.metrics.StepMetrics;
import io.srpo.core.reward.Response;
import io.srpo.core.reward.Verdict;
import io.srpo.core.reward.Verifier;
import io.srpo.core.rollout.Prompt;
import io.srpo.core.task.Domain;
import io.srpo.core.task.Task;
import io.srpo.data.ledger.Decision;
import io.srpo.data.ledger.Ledger;
import io.srpo.train.config.RunConfig;
import io.srpo.train.evaluate.Score;
import io.srpo.train.run.MetricsLog;
import io.srpo.train.run.RunDirectory;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TrainerTest {
    private static final Domain LOGIC = new Domain("logic");

    @TempDir
    Path folder;

    private Path config;

    @BeforeEach
    void problems() throws IOException {
        StringBuilder math = new StringBuilder();
        StringBuilder logic = new StringBuilder();
        for (int i = 0; i < 12; i++) {
            math.append("{\"id\":\"m%d\",\"question\":\"how much is %d?\",\"answer\":\"%d\"}\n"
                    .formatted(i, i % 10, i % 10));
            logic.append(
                    "{\"id\":\"l%d\",\"question\":\"and %d?\",\"answer\":\"%d\"}\n".formatted(i, i % 10, 9 - i % 10));
        }
        Files.writeString(folder.resolve("math.jsonl"), math);
        Files.writeString(folder.resolve("logic.jsonl"), logic);
        config = Files.writeString(folder.resolve("run.yaml"), """
                seed: 5
                stages:
                  - name: first
                    data: [{domain: math, file: math.jsonl}]
                    until: {any: [{value: {metric: accuracy, atLeast: 0.5, for: 2}}, {steps: 40}]}
                  - name: second
                    data: [{domain: math, file: math.jsonl}, {domain: logic, file: logic.jsonl, weight: 2}]
                    until: {steps: 12}
                rollout: {prompts: 4, samples: 8}
                reward: {accuracy: 1, format: 0, language: 0}
                evaluation: {every: 7, sets: [{file: math.jsonl, domain: math, samples: 4}]}
                checkpoint: {every: 5, keep: 2}
                """);
    }

    @Test
    void itLearnsSwitchesStagesAndDropsWhatIsSolved() {
        Outcome outcome = run("whole", false, () -> false, new TrainListener() {}, verifiers());
        assertThat(outcome.complete()).isTrue();
        assertThat(outcome.stages()).extracting(StageOutcome::name).containsExactly("first", "second");
        assertThat(outcome.stages().get(0).endedBy()).startsWith("value: accuracy");
        assertThat(outcome.stages().get(1).steps()).isEqualTo(12);
        assertThat(outcome.before().get(0).passAt1()).isLessThan(0.3);
        assertThat(outcome.after().get(0).passAt1()).isGreaterThan(0.8);

        List<Decision> decisions = decisions("whole");
        assertThat(decisions)
                .extracting(Decision::kind)
                .contains("stage_entered", "stage_ended", "joined", "kept", "dropped");
        assertThat(decisions.stream().filter(d -> d.kind().equals("dropped")))
                .allMatch(d -> d.reason().startsWith("all ") && d.reason().endsWith("were right"));
        try (Ledger ledger = Ledger.openToRead(folder.resolve("whole").resolve("ledger.duckdb"))) {
            assertThat(ledger.read().rollouts()).isEqualTo(outcome.state().rollouts());
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "step 1",
                "step 3",
                "step 6",
                "step 12",
                "evaluated 0",
                "evaluated 7",
                "resampled 1",
                "saved 5",
                "saved 10",
                "stage ended first",
                "stage entered second",
                "step 15",
                "evaluated last",
                "saved last"
            })
    void aRunKilledAnywhereAndResumedIsTheRunLeftAlone(String moment) {
        Outcome alone = run("alone", false, () -> false, new TrainListener() {}, verifiers());
        Killer killer = new Killer(moment, alone.state().step());
        assertThatThrownBy(() -> run("killed", false, () -> false, killer, verifiers()))
                .isInstanceOf(Killed.class);
        Outcome resumed = run("killed", true, () -> false, new TrainListener() {}, verifiers());
        assertSame("alone", "killed");
        assertThat(resumed.state().withSeconds(0)).isEqualTo(alone.state().withSeconds(0));
        assertThat(passes(resumed.before())).isEqualTo(passes(alone.before()));
        assertThat(passes(resumed.after())).isEqualTo(passes(alone.after()));
    }

    @Test
    void aRunAskedToStopSavesAndGoesOn() {
        Outcome alone = run("alone", false, () -> false, new TrainListener() {}, verifiers());
        int[] asked = {0};
        Outcome stopped = run("stopped", false, () -> ++asked[0] == 8, new TrainListener() {}, verifiers());
        assertThat(stopped.complete()).isFalse();
        assertThat(stopped.state().step()).isEqualTo(8);
        assertThat(stopped.reason()).contains("as asked");
        Outcome resumed = run("stopped", true, () -> false, new TrainListener() {}, verifiers());
        assertThat(resumed.complete()).isTrue();
        assertSame("alone", "stopped");
        assertThat(resumed.state().step()).isEqualTo(alone.state().step());
    }

    @Test
    void aFinishedRunResumedStaysAsItIs() {
        run("alone", false, () -> false, new TrainListener() {}, verifiers());
        run("again", false, () -> false, new TrainListener() {}, verifiers());
        run("again", true, () -> false, new TrainListener() {}, verifiers());
        assertSame("alone", "again");
    }

    @Test
    void aStageIsEndedByHand() throws IOException {
        Path run = Files.createDirectories(folder.resolve("hand"));
        Files.createFile(run.resolve(StopSignals.NEXT_STAGE));
        Outcome outcome = run("hand", false, () -> false, new TrainListener() {}, verifiers());
        assertThat(outcome.stages().get(0).steps()).isEqualTo(1);
        assertThat(outcome.stages().get(0).endedBy()).isEqualTo("byHand: ended by hand");
    }

    @Test
    void theBudgetOfRolloutsStopsTheRun() throws IOException {
        Files.writeString(config, Files.readString(config) + "budget: {rollouts: 100}\n");
        Outcome outcome = run("budget", false, () -> false, new TrainListener() {}, verifiers());
        assertThat(outcome.complete()).isFalse();
        assertThat(outcome.state().rollouts()).isEqualTo(128);
        assertThat(outcome.reason()).isEqualTo("budget: 128 rollouts of 100 are drawn");
    }

    @Test
    void aDomainThatCannotBeJudgedStopsTheRunWithItsReason() {
        Verifier broken = new Verifier() {
            @Override
            public Domain domain() {
                return Domain.MATH;
            }

            @Override
            public Verdict verify(Task task, Response response) {
                return Verdict.unjudged("no sandbox stands");
            }

            @Override
            public String version() {
                return "broken";
            }
        };
        assertThatThrownBy(() -> run("broken", false, () -> false, new TrainListener() {}, Map.of(Domain.MATH, broken)))
                .isInstanceOf(SrpoException.class)
                .hasMessageContaining("math")
                .hasMessageContaining("no sandbox stands");
    }

    private static Map<Domain, Verifier> verifiers() {
        return Map.of(Domain.MATH, new ExactMatch(Domain.MATH), LOGIC, new ExactMatch(LOGIC));
    }

    private Outcome run(
            String name,
            boolean resume,
            BooleanSupplier stop,
            TrainListener listener,
            Map<Domain, Verifier> verifiers) {
        TabularPolicy policy = new TabularPolicy(30);
        Machinery machinery =
                new Machinery(policy, policy, policy, verifiers, task -> new Prompt(task, task.question(), ""), 2);
        RunPlan plan = RunPlan.of(RunConfig.load(config, List.of()));
        Path run = folder.resolve(name);
        try (RunDirectory directory = resume ? RunDirectory.open(run) : RunDirectory.create(run)) {
            directory.write("config.yaml", plan.config().toYaml());
            return new Trainer(plan, machinery, directory, listener, new StopSignals(stop, run)).run(resume);
        }
    }

    private void assertSame(String one, String other) {
        assertThat(decisions(other)).isEqualTo(decisions(one));
        try (Ledger first = Ledger.openToRead(folder.resolve(one).resolve("ledger.duckdb"));
                Ledger second = Ledger.openToRead(folder.resolve(other).resolve("ledger.duckdb"))) {
            assertThat(second.read().visits()).isEqualTo(first.read().visits());
            assertThat(second.read().evaluatedSteps("math.jsonl"))
                    .isEqualTo(first.read().evaluatedSteps("math.jsonl"));
        }
        assertThat(metrics(other)).isEqualTo(metrics(one));
    }

    private List<Decision> decisions(String run) {
        try (Ledger ledger = Ledger.openToRead(folder.resolve(run).resolve("ledger.duckdb"))) {
            return ledger.read().decisions();
        }
    }

    /** All lines, less what times and memory they tell. */
    private List<Map<String, Object>> metrics(String run) {
        List<Map<String, Object>> lines = new ArrayList<>();
        for (Map<String, Object> line : new MetricsLog(folder.resolve(run).resolve("metrics.jsonl")).read()) {
            Map<String, Object> kept = new TreeMap<>(line);
            kept.keySet()
                    .removeIf(key -> key.startsWith("time/") || key.startsWith("speed/") || key.startsWith("memory/"));
            lines.add(kept);
        }
        return lines;
    }

    private static List<Double> passes(List<Score> scores) {
        return scores.stream().map(Score::passAt1).toList();
    }

    /** Stands for a kill: an error that nothing catches, at a given moment. */
    private static final class Killed extends Error {
        private static final long serialVersionUID = 1L;
    }

    private record Killer(String moment, long lastStep) implements TrainListener {
        private void at(String now) {
            if (now.equals(moment.replace("last", String.valueOf(lastStep)))) {
                throw new Killed();
            }
        }

        @Override
        public void stageEntered(String stage, int index, int of, int prompts) {
            at("stage entered " + stage);
        }

        @Override
        public void stepDone(Step step) {
            StepMetrics metrics = step.metrics();
            assertThat(metrics.rollouts().paid()).isPositive();
            at("step " + step.step());
        }

        @Override
        public void resampled(int epoch, int active, int dropped, int broughtBack) {
            at("resampled " + epoch);
        }

        @Override
        public void stageEnded(String stage, String reason) {
            at("stage ended " + stage);
        }

        @Override
        public void evaluated(long step, List<Score> scores) {
            at("evaluated " + step);
        }

        @Override
        public void saved(long step, Path folder) {
            at("saved " + step);
        }
    }
}
