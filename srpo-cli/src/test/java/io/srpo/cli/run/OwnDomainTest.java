package io.srpo.cli.run;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.srpo.cli.Invocation;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A domain beside math and code, all the way: tasks, training, evaluation. What the model learns is no matter here. */
class OwnDomainTest {
    @TempDir
    Path folder;

    @Test
    void countdownGamesAreMadeTrainedOnAndMeasured() throws IOException {
        String tasks = folder.resolve("countdown.jsonl").toString();
        done("data", "generate", "--domain", "countdown", "--level", "easy", "--count", "4", "--out", tasks);
        Path config = Files.writeString(folder.resolve("run.yaml"), """
                prompt: {template: plain}
                stages: [{name: games, data: [{domain: countdown, file: countdown.jsonl}], until: {steps: 1}}]
                rollout: {prompts: 2, samples: 2, maxTokens: 12}
                evaluation: {every: 0, sets: [{file: countdown.jsonl, samples: 1}]}
                threads: 1
                """);
        JsonNode run =
                done("train", config.toString(), "--run", folder.resolve("run").toString());
        assertThat(run.at("/after/countdown").isNumber()).isTrue();
        JsonNode eval = done(
                "eval", "--model", "bundled", "--bench", tasks, "--samples", "1", "--limit", "2", "--max-tokens", "8");
        assertThat(eval.get("domain").textValue()).isEqualTo("countdown");
        assertThat(eval.get("unjudged").intValue()).isZero();
    }

    @Test
    void aVerifierInOneFileServesByOneLineOfConfiguration() throws IOException {
        Files.writeString(folder.resolve("AnyCheck.java"), """
                import io.srpo.core.reward.Verdict;
                import io.srpo.core.task.Task;

                public class AnyCheck implements io.srpo.verify.domain.DomainCheck {
                    public Verdict check(Task task, String answer) {
                        return Verdict.right("any answer will do", answer);
                    }
                }
                """);
        Files.writeString(folder.resolve("mine.jsonl"), "{\"question\": \"3 + 4 = ?\", \"answer\": \"anything\"}\n");
        Path config = Files.writeString(folder.resolve("run.yaml"), """
                prompt: {template: plain, answer: [<answer>, </answer>, last-number]}
                stages: [{name: mine, data: [{domain: mine, file: mine.jsonl}], until: {steps: 1}}]
                verifiers: {mine: AnyCheck.java}
                rollout: {prompts: 1, samples: 4, maxTokens: 48}
                threads: 1
                """);
        Path run = folder.resolve("run");
        done("train", config.toString(), "--run", run.toString());
        assertThat(Files.readString(run.resolve("metrics.jsonl"))).contains("\"reward/accuracy/mine\":");
        Invocation without = Invocation.of(
                "eval",
                "--model",
                "bundled",
                "--bench",
                folder.resolve("mine.jsonl").toString(),
                "--domain",
                "mine");
        assertThat(without.status()).isEqualTo(2);
        assertThat(without.err()).contains("there is no verifier for the domain \"mine\"");
    }

    private static JsonNode done(String... args) {
        String[] all = java.util.Arrays.copyOf(args, args.length + 1);
        all[args.length] = "--json";
        Invocation invocation = Invocation.of(all);
        assertThat(invocation.status()).as(invocation.err()).isZero();
        return invocation.json();
    }
}
