package io.srpo.cli.resume;

import static org.assertj.core.api.Assertions.as;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.InstanceOfAssertFactories.STRING;

import com.fasterxml.jackson.databind.JsonNode;
import io.srpo.cli.Invocation;
import io.srpo.train.run.DurableFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A real run that is asked to stop, or stops by itself, in the middle. */
class StopTest {
    private static final int SIGINT = 2;

    @TempDir
    Path folder;

    /** Ctrl-C in a terminal is SIGINT. */
    @Test
    void controlCFinishesTheStepSavesAndSaysHowToGoOn() throws IOException, InterruptedException {
        Path config = TinyRun.math(folder);
        Path run = folder.resolve("run");
        try (ChildRun child =
                ChildRun.start(ChildRun.folder(folder, "tmp"), "train", config.toString(), "--run", run.toString())) {
            assertThat(child.tells(line -> line.startsWith("step 3 ")))
                    .as(child.lines().toString())
                    .isTrue();
            child.signal(interruptsAreIgnored() ? "TERM" : "INT");
            assertThat(child.end()).as("128 and the signal's number").isEqualTo(interruptsAreIgnored() ? 143 : 130);
            assertThat(child.lines())
                    .anyMatch(line -> line.contains("finishing the step"))
                    .anyMatch(line -> line.startsWith("saved "))
                    .anyMatch(line -> line.startsWith("stopped: as asked, after step "))
                    .contains("go on with: ./srpo train " + config + " --run " + run + " --resume");
        }
        assertThat(run.resolve("report.html")).exists();
        try (ChildRun child = ChildRun.start(
                ChildRun.folder(folder, "tmp"),
                "train",
                config.toString(),
                "--run",
                run.toString(),
                "--resume",
                "--set",
                "budget.rollouts=30")) {
            assertThat(child.end()).as(child.lines().toString()).isZero();
            assertThat(child.lines()).anyMatch(line -> line.startsWith("budget: "));
        }
    }

    /** Of a build that was started in the background the shell has SIGINT ignored, and children inherit that; SIGTERM asks the same of a run. */
    private static boolean interruptsAreIgnored() throws IOException {
        try (Stream<String> status = Files.lines(Path.of("/proc/self/status"))) {
            return status.filter(line -> line.startsWith("SigIgn:"))
                    .anyMatch(
                            line -> (Long.parseUnsignedLong(line.substring(7).strip(), 16) & 1L << (SIGINT - 1)) != 0);
        }
    }

    /** What depends on the machine's load is not asserted; the steps, rollouts and disk that the run then takes are. */
    @Test
    void theDryRunForetellsWhatTheRunThenTakes() throws IOException {
        Path config = TinyRun.math(folder);
        Path run = folder.resolve("run");
        String[] train = {"train", config.toString(), "--run", run.toString(), "--set", "budget.rollouts=180", "--json"
        };
        String[] dry = Arrays.copyOf(train, train.length + 1);
        dry[train.length] = "--dry-run";
        Invocation foretold = Invocation.of(dry);
        assertThat(foretold.status()).as(foretold.err()).isZero();
        assertThat(run).doesNotExist();
        JsonNode estimate = foretold.json();
        assertThat(estimate.get("seconds").doubleValue()).isPositive();
        assertThat(estimate.get("memory").longValue()).isBetween(100L << 20, 8L << 30);

        Invocation done = Invocation.of(train);
        assertThat(done.status()).as(done.err()).isZero();
        assertThat(estimate.get("rollouts").intValue()).isEqualTo(180);
        assertThat(done.json().get("rollouts").intValue()).isBetween(180, 180 + 29);
        // While the last checkpoint was written, one more was there than are kept.
        double taken = DurableFiles.bytes(run) + DurableFiles.bytes(run.resolve("checkpoints/step-000006"));
        assertThat(estimate.get("disk").longValue() / taken).isBetween(1 / 1.5, 1.5);
    }

    @Test
    void theBudgetOfHoursStopsTheRunCleanlyAndALargerOneGoesOn() throws IOException {
        String config = TinyRun.math(folder).toString();
        String run = folder.resolve("run").toString();
        Invocation stopped = Invocation.of("train", config, "--run", run, "--set", "budget.hours=0.000001");
        assertThat(stopped.status()).as(stopped.err()).isZero();
        assertThat(stopped.out()).contains("hours are used up: 1 steps", "--resume");
        Invocation still = Invocation.of("train", config, "--run", run, "--resume", "--json");
        assertThat(still.json().get("steps").intValue())
                .as("the budget is used up already")
                .isEqualTo(1);
        Invocation more = Invocation.of(
                "train",
                config,
                "--run",
                run,
                "--resume",
                "--set",
                "budget.hours=1",
                "--set",
                "budget.rollouts=90",
                "--json");
        assertThat(more.json().get("steps").intValue()).isEqualTo(3);
    }

    /** As when a user's own verifier is broken: nothing to learn from, and nothing worth going on with. */
    @Test
    void whereNoVerdictIsGivenTheRunStopsAndGoesOnOnceThatIsMended() throws IOException {
        Files.writeString(folder.resolve("mine.jsonl"), "{\"question\": \"3 + 4 = ?\", \"answer\": \"7\"}\n");
        Path verifier = folder.resolve("Check.java");
        Files.writeString(verifier, check("throw new IllegalStateException(\"the table is not there\");"));
        Path config = Files.writeString(folder.resolve("mine.yaml"), """
                model: {path: bundled, dtype: fp32}
                prompt: {template: plain, answer: [whole]}
                stages: [{name: mine, data: [{domain: mine, file: mine.jsonl}], until: {steps: 1}}]
                verifiers: {mine: Check.java}
                rollout: {prompts: 1, samples: 8, maxTokens: 24}
                threads: 1
                """);
        String run = folder.resolve("run").toString();
        Invocation stopped = Invocation.of("train", config.toString(), "--run", run);
        assertThat(stopped.status()).as(stopped.err()).isEqualTo(1);
        assertThat(stopped.err().lines().filter(line -> line.startsWith("srpo: ")))
                .singleElement(as(STRING))
                .contains("no answer to the mine tasks", "the table is not there", "--resume");

        Files.writeString(verifier, check("return Verdict.right(\"as it should be\", answer);"));
        Invocation done = Invocation.of("train", config.toString(), "--run", run, "--resume", "--json");
        assertThat(done.status()).as(done.err()).isZero();
        assertThat(done.json().get("steps").intValue()).isEqualTo(1);
    }

    private static String check(String body) {
        return """
                import io.srpo.core.reward.Verdict;
                import io.srpo.core.task.Task;

                public class Check implements io.srpo.verify.domain.DomainCheck {
                    public Verdict check(Task task, String answer) {
                        %s
                    }
                }
                """.formatted(body);
    }

    @Test
    void anUpdateThatIsNotFiniteStopsTheRunAndCanBeRepeated() throws IOException {
        Path config = TinyRun.math(folder);
        Files.writeString(config, Files.readString(config).replace("lr: 2.0e-4", "lr: 1.0e+30"));
        Path run = folder.resolve("run");
        Invocation broken = Invocation.of("train", config.toString(), "--run", run.toString());
        assertThat(broken.status()).as(broken.err()).isEqualTo(1);
        assertThat(BadInputTest.sentence(broken)).contains("not finite", "replay-batch", "optimizer.lr");
        assertThat(run.resolve("report.html")).exists();

        Invocation repeated = Invocation.of("replay-batch", run.toString(), "--json");
        assertThat(repeated.status()).as(repeated.err()).isZero();
        assertThat(repeated.json().get("finite").booleanValue()).isFalse();
        assertThat(repeated.json().get("groups")).isNotEmpty();
    }
}
