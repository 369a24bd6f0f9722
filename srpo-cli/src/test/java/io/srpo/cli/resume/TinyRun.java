package io.srpo.cli.resume;

import static org.assertj.core.api.Assertions.assertThat;

import io.srpo.cli.Invocation;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** The files of a small run of the bundled policy that has everything in it: two stages, epochs, evaluations, checkpoints, code in its sandbox. */
final class TinyRun {
    private TinyRun() {}

    /** Writes problems and configuration. @return the configuration */
    static Path write(Path folder) throws IOException {
        problems(folder, "math", "train", 30, "math.jsonl");
        problems(folder, "code", "train", 6, "code.jsonl");
        problems(folder, "math", "held-out", 6, "held-math.jsonl");
        problems(folder, "code", "held-out", 2, "held-code.jsonl");
        return Files.writeString(folder.resolve("tiny.yaml"), """
                seed: 7
                model: {path: bundled, dtype: fp32}
                prompt: {template: plain}
                stages:
                  - {name: math, data: [{domain: math, file: math.jsonl}], until: {epochs: 2}}
                  - name: both
                    data: [{domain: math, file: math.jsonl}, {domain: code, file: code.jsonl}]
                    until: {epochs: 1}
                selection: {policy: history-resampling, review: {every: 1, share: 0.1}}
                rollout: {prompts: 10, samples: 3, maxTokens: 48}
                optimizer: {lr: 2.0e-4}
                reward: {accuracy: 1.0, format: 0.1, language: 0.0}
                evaluation:
                  every: 3
                  sets:
                    - {file: held-math.jsonl, domain: math, samples: 1, temperature: 1.0, topP: 1.0}
                    - {file: held-code.jsonl, domain: code, samples: 1, temperature: 1.0, topP: 1.0}
                checkpoint: {every: 2, keep: 2}
                threads: 1
                """);
    }

    /** A run of one long stage of math alone, quick to start; its budget says how far it goes. */
    static Path math(Path folder) throws IOException {
        problems(folder, "math", "train", 30, "math.jsonl");
        problems(folder, "math", "held-out", 4, "held-math.jsonl");
        return Files.writeString(folder.resolve("math.yaml"), """
                seed: 7
                model: {path: bundled, dtype: fp32}
                prompt: {template: plain}
                stages:
                  - {name: math, data: [{domain: math, file: math.jsonl}], until: {steps: 1000}}
                rollout: {prompts: 10, samples: 3, maxTokens: 24}
                optimizer: {lr: 2.0e-4}
                evaluation: {every: 0, sets: [{file: held-math.jsonl, samples: 1}]}
                checkpoint: {every: 2, keep: 2}
                threads: 1
                """);
    }

    /** A run of two steps of short answers, then two of long ones whose updates are made in one piece. */
    static Path growing(Path folder) throws IOException {
        problems(folder, "math", "train", 30, "math.jsonl");
        return Files.writeString(folder.resolve("growing.yaml"), """
                seed: 7
                model: {path: bundled, dtype: fp32}
                prompt: {template: plain}
                stages:
                  - {name: short, data: [{domain: math, file: math.jsonl}], until: {steps: 2}, maxTokens: 4}
                  - {name: long, data: [{domain: math, file: math.jsonl}], until: {steps: 2}}
                rollout: {prompts: 10, samples: 20, maxTokens: 96}
                optimizer: {lr: 2.0e-4}
                checkpoint: {every: 1, keep: 2}
                microBatchTokens: 65536
                threads: 1
                """);
    }

    /** A run of one stage of code alone, twelve steps long: every verdict needs the sandbox. */
    static Path code(Path folder) throws IOException {
        problems(folder, "code", "train", 60, "code.jsonl");
        problems(folder, "code", "held-out", 2, "held-code.jsonl");
        return Files.writeString(folder.resolve("code.yaml"), """
                seed: 7
                model: {path: bundled, dtype: fp32}
                prompt: {template: plain}
                stages:
                  - {name: code, data: [{domain: code, file: code.jsonl}], until: {steps: 12}}
                rollout: {prompts: 10, samples: 4, maxTokens: 48}
                optimizer: {lr: 2.0e-4}
                evaluation: {every: 0, sets: [{file: held-code.jsonl, domain: code, samples: 1}]}
                checkpoint: {every: 1, keep: 2}
                threads: 1
                """);
    }

    private static void problems(Path folder, String domain, String split, int count, String file) {
        Invocation made = Invocation.of(
                "data",
                "generate",
                "--domain",
                domain,
                "--level",
                "easy",
                "--split",
                split,
                "--count",
                Integer.toString(count),
                "--out",
                folder.resolve(file).toString());
        assertThat(made.status()).as(made.err()).isZero();
    }
}
