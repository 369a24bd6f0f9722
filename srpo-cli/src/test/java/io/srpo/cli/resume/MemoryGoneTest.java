package io.srpo.cli.resume;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A real run whose memory runs out, in the Java heap or beside it: it stops with one sentence that says what helps, and with more memory it ends as the run left alone. */
class MemoryGoneTest {
    @TempDir
    Path folder;

    @Test
    void aHeapThatRunsOutInMidRunCostsNothingThatWasSaved() throws IOException, SQLException {
        Path config = hoarding();
        try (ChildRun child = train(config, "alone", List.of("-Xmx512m"))) {
            assertThat(child.end()).as(child.lines().toString()).isZero();
        }
        try (ChildRun child = train(config, "run", List.of("-Xmx160m", "-Dhoard=true"))) {
            assertThat(child.end()).as(child.lines().toString()).isEqualTo(1);
            assertThat(sentence(child))
                    .contains("the Java heap ran out", "SRPO_JAVA_OPTS=-Xmx1g", "rollout.prompts", "--resume");
            assertThat(child.lines()).anyMatch(line -> line.startsWith("step 2 "));
        }
        try (ChildRun child = train(config, "run", List.of("-Xmx512m"), "--resume")) {
            assertThat(child.end()).as(child.lines().toString()).isZero();
            assertThat(child.lines()).noneMatch(line -> line.startsWith("step 1 "));
        }
        assertThat(RunContent.of(folder.resolve("run"))).isEqualTo(RunContent.of(folder.resolve("alone")));
    }

    /** The second stage's answers are long, and its update is not given the room that it needs. */
    @Test
    void memoryThatRunsOutBesideTheHeapCostsNothingThatWasSaved()
            throws IOException, InterruptedException, SQLException {
        Assumptions.assumeTrue(
                Files.isExecutable(Path.of("/usr/bin/prlimit")),
                "needs util-linux's prlimit to take memory from a running process: any Linux, as .ci/run has");
        Path config = TinyRun.growing(folder);
        try (ChildRun child = train(config, "alone", List.of())) {
            assertThat(child.end()).as(child.lines().toString()).isZero();
        }
        try (ChildRun child = train(config, "run", List.of())) {
            assertThat(child.tells(line -> line.startsWith("stage 2 of 2")))
                    .as(child.lines().toString())
                    .isTrue();
            child.allowMore(40L << 20);
            assertThat(child.end()).as(child.lines().toString()).isEqualTo(1);
            assertThat(sentence(child))
                    .contains(
                            "memory ran out beside the Java heap",
                            "microBatchTokens (now 65536)",
                            "rollout.prompts (now 10)",
                            "checkpointing=true",
                            "model.lora",
                            "--resume");
        }
        try (ChildRun child = train(config, "run", List.of(), "--resume")) {
            assertThat(child.end()).as(child.lines().toString()).isZero();
            assertThat(child.lines()).noneMatch(line -> line.startsWith("step 1 "));
        }
        assertThat(RunContent.of(folder.resolve("run"))).isEqualTo(RunContent.of(folder.resolve("alone")));
    }

    @Test
    void aHeapTooSmallToBeginWith() throws IOException {
        try (ChildRun child = train(TinyRun.math(folder), "run", List.of("-Xmx9m"))) {
            assertThat(child.end()).isEqualTo(1);
            assertThat(sentence(child))
                    .contains("the Java heap ran out", "-Xmx1g")
                    .doesNotContain("--resume");
        }
    }

    /** Such as a full disk or no address space leaves it: here none are found, being looked for by another machine's name. */
    @Test
    void nativeLibrariesThatCannotBeLoaded() throws IOException {
        List<String> elsewhere = List.of("-Dorg.bytedeco.javacpp.platform=linux-none");
        try (ChildRun child = train(TinyRun.math(folder), "run", elsewhere)) {
            assertThat(child.end()).isEqualTo(1);
            assertThat(sentence(child)).contains("libtorch's native libraries could not be loaded", "disk space");
        }
    }

    /** A run whose verifier, a user's own, keeps ever more memory from the third step on when it is told to. */
    private Path hoarding() throws IOException {
        Files.writeString(folder.resolve("Hoarder.java"), """
                import io.srpo.core.reward.Verdict;
                import io.srpo.core.task.Task;
                import java.util.ArrayList;
                import java.util.List;

                public class Hoarder implements io.srpo.verify.domain.DomainCheck {
                    private static final List<byte[]> KEPT = new ArrayList<>();
                    private static int asked;

                    public synchronized Verdict check(Task task, String answer) {
                        if (++asked > 50 && Boolean.getBoolean("hoard")) {
                            KEPT.add(new byte[20_000_000]);
                        }
                        return answer.length() % 2 == 0 ? Verdict.right("even", answer) : Verdict.wrong("odd", answer);
                    }
                }
                """);
        StringBuilder tasks = new StringBuilder();
        for (int n = 1; n <= 10; n++) {
            tasks.append("{\"question\": \"What is ").append(n).append(" + 4?\", \"answer\": \"any\"}\n");
        }
        Files.writeString(folder.resolve("mine.jsonl"), tasks);
        return Files.writeString(folder.resolve("hoarding.yaml"), """
                seed: 7
                model: {path: bundled, dtype: fp32}
                prompt: {template: plain, answer: [whole]}
                stages: [{name: mine, data: [{domain: mine, file: mine.jsonl}], until: {steps: 4}}]
                verifiers: {mine: Hoarder.java}
                rollout: {prompts: 5, samples: 5, maxTokens: 24}
                checkpoint: {every: 1, keep: 2}
                threads: 1
                """);
    }

    private ChildRun train(Path config, String run, List<String> options, String... more) {
        List<String> program = new ArrayList<>(ChildRun.command(ChildRun.folder(folder, "tmp")));
        program.addAll(1, options);
        List<String> arguments = new ArrayList<>(
                List.of("train", config.toString(), "--run", folder.resolve(run).toString()));
        arguments.addAll(Arrays.asList(more));
        return ChildRun.start(program, arguments.toArray(String[]::new));
    }

    private static String sentence(ChildRun child) {
        List<String> sentences =
                child.lines().stream().filter(line -> line.startsWith("srpo: ")).toList();
        assertThat(sentences).as(child.lines().toString()).hasSize(1);
        assertThat(child.lines().toString()).doesNotContain("\tat ", "fault of the program");
        return sentences.get(0);
    }
}
