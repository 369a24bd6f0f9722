package io.srpo.cli.model;

import static org.assertj.core.api.Assertions.assertThat;

import io.srpo.cli.Invocation;
import io.srpo.cli.wire.BundledPolicy;
import io.srpo.train.config.RunConfig;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A trained model is measured as its run asked it: asked in another form, it would seem to have forgotten everything. */
class EvalPromptTest {
    @TempDir
    Path folder;

    private Path bench = Path.of("");

    @BeforeEach
    void bench() throws IOException {
        bench = Files.writeString(folder.resolve("sums.jsonl"), """
                {"id":"a","question":"What is 2 + 3?","answer":"5"}
                {"id":"b","question":"What is 4 + 3?","answer":"7"}
                """);
    }

    @Test
    void aModelInItsRunsFolderIsAskedAsTheRunAskedIt() throws IOException {
        Path run = folder.resolve("run");
        Path config = Files.writeString(folder.resolve("run.yaml"), """
                model: {path: bundled}
                prompt: {template: plain}
                stages: [{name: math, data: [{domain: math, file: sums.jsonl}], until: {steps: 1}}]
                """);
        copy(run.resolve("model"));
        copy(run.resolve("checkpoints/step-000001"));
        Files.writeString(
                run.resolve("config.yaml"), RunConfig.load(config, List.of()).toYaml());
        Files.createFile(run.resolve("ledger.duckdb"));
        Invocation bundled = eval("bundled");
        assertThat(bundled.json().get("pass@1").doubleValue()).isPositive();
        for (String place : List.of("model", "checkpoints/step-000001")) {
            Invocation trained = eval(run.resolve(place).toString());
            assertThat(trained.err()).contains("asked in the form plain, as the model was trained");
            assertThat(trained.json().get("pass@1")).isEqualTo(bundled.json().get("pass@1"));
        }
        assertThat(eval(run.resolve("model").toString(), "--template", "r1-zero")
                        .err())
                .contains("asked in the form r1-zero\n");
    }

    @Test
    void elsewhereTheFormIsSaid() throws IOException {
        Path model = folder.resolve("copied");
        copy(model);
        assertThat(eval(model.toString()).err()).contains("asked in the form r1-zero\n");
    }

    private Invocation eval(String model, String... more) {
        List<String> args = new ArrayList<>(List.of("eval", "--model", model, "--bench", bench.toString()));
        args.addAll(
                List.of("--samples", "32", "--temperature", "1", "--max-tokens", "24", "--dtype", "fp32", "--json"));
        args.addAll(List.of(more));
        Invocation done = Invocation.of(args.toArray(String[]::new));
        assertThat(done.status()).as(done.err()).isZero();
        return done;
    }

    private static void copy(Path to) throws IOException {
        Files.createDirectories(to);
        try (Stream<Path> files = Files.list(BundledPolicy.unpack())) {
            for (Path file : files.toList()) {
                Files.copy(file, to.resolve(file.getFileName().toString()));
            }
        }
    }
}
