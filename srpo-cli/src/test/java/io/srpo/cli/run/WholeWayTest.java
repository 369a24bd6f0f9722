package io.srpo.cli.run;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.srpo.cli.Invocation;
import io.srpo.data.tokenize.BundledTokenizer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The commands after each other as a person gives them, on a tiny fresh model: texts, supervised training, problems, a run that its budget
 * stops, its resume, its history, and questions to the model that came out. What the model learns is no matter here.
 */
class WholeWayTest {
    @TempDir
    Path folder;

    @Test
    void fromGeneratedTextsToATrainedModel() throws IOException {
        BundledTokenizer.train(7).save(folder.resolve("tokenizer"));
        done(
                "data",
                "generate",
                "--kind",
                "sft",
                "--domain",
                "math",
                "--level",
                "easy",
                "--count",
                "64",
                "--out",
                at("sft.jsonl"));
        done("data", "generate", "--domain", "math", "--level", "easy", "--count", "6", "--out", at("math.jsonl"));
        done(
                "data",
                "generate",
                "--domain",
                "math",
                "--level",
                "easy",
                "--split",
                "held-out",
                "--count",
                "4",
                "--out",
                at("held.jsonl"));
        write("sft.yaml", """
                model:
                  fresh: {tokenizer: tokenizer, hidden: 32, intermediate: 64, layers: 2, heads: 2, kvHeads: 1, context: 256}
                data: [{file: sft.jsonl}]
                batch: 16
                optimizer: {lr: 3e-3}
                threads: 1
                """);
        JsonNode sft = done("sft", at("sft.yaml"), "--run", at("sft"));
        assertThat(sft.get("steps").intValue()).isEqualTo(4);
        assertThat(sft.get("complete").booleanValue()).isTrue();

        write("run.yaml", """
                model: {path: sft/model}
                prompt: {template: plain}
                stages:
                  - {name: first, data: [{domain: math, file: math.jsonl}], until: {steps: 2}}
                  - {name: second, data: [{domain: math, file: math.jsonl}], until: {steps: 1}}
                rollout: {prompts: 3, samples: 2, maxTokens: 8}
                evaluation: {every: 0, sets: [{file: held.jsonl, samples: 2}]}
                threads: 1
                """);
        JsonNode stopped = done("train", at("run.yaml"), "--run", at("run"), "--set", "budget.rollouts=6");
        assertThat(stopped.get("complete").booleanValue()).isFalse();
        assertThat(stopped.get("rollouts").intValue()).isEqualTo(6);
        assertThat(Invocation.of("train", at("run.yaml"), "--run", at("run")).err())
                .contains("--resume");

        JsonNode run = done("train", at("run.yaml"), "--run", at("run"), "--resume", "--set", "budget.rollouts=null");
        assertThat(run.get("complete").booleanValue()).isTrue();
        assertThat(run.get("steps").intValue()).isEqualTo(3);
        assertThat(run.at("/stages/0").toString()).contains("\"name\":\"first\",\"steps\":2,\"ended_by\":\"steps\"");
        assertThat(run.at("/before/math").isNumber()).isTrue();
        assertThat(run.at("/after/math").isNumber()).isTrue();
        assertThat(folder.resolve("run"))
                .isDirectoryContaining("glob:**/report.html")
                .isDirectoryContaining("glob:**/manifest.json")
                .isDirectoryContaining("glob:**/metrics.jsonl")
                .isDirectoryContaining("glob:**/model");
        assertThat(Files.readString(folder.resolve("run/metrics.jsonl")))
                .contains("\"time/sampling\":", "\"speed/full-places\":");
        assertThat(Files.readString(folder.resolve("run/manifest.json"))).contains("\"blas\" : \"OpenBLAS\"");

        JsonNode history = done("history", at("run"));
        assertThat(history.get("decisions")).isNotEmpty();
        assertThat(done(
                                "generate",
                                "--model",
                                at("run/model"),
                                "--prompt",
                                "Question: 1 + 1\n<think>",
                                "--max-tokens",
                                "4")
                        .get("tokens")
                        .intValue())
                .isBetween(1, 4);
        JsonNode eval = done(
                "eval",
                "--model",
                at("run/model"),
                "--bench",
                at("held.jsonl"),
                "--template",
                "plain",
                "--samples",
                "2",
                "--limit",
                "3",
                "--max-tokens",
                "8");
        assertThat(eval.get("questions").intValue()).isEqualTo(3);
        assertThat(eval.get("interval")).hasSize(2);
    }

    private JsonNode done(String... args) {
        String[] all = java.util.Arrays.copyOf(args, args.length + 1);
        all[args.length] = "--json";
        Invocation invocation = Invocation.of(all);
        assertThat(invocation.status()).as(invocation.err()).isZero();
        return invocation.json();
    }

    private String at(String name) {
        return folder.resolve(name).toString();
    }

    private void write(String name, String text) throws IOException {
        Files.writeString(folder.resolve(name), text);
    }
}
