package io.srpo.cli.machine;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.srpo.cli.frame.JsonLines;
import io.srpo.cli.frame.Output;
import io.srpo.cli.wire.Machine;
import io.srpo.cli.wire.Models;
import io.srpo.engine.Policy;
import io.srpo.engine.bench.GemmCeiling;
import io.srpo.engine.learn.LearnerOptions;
import io.srpo.engine.learn.OptimizerSpec;
import io.srpo.engine.learn.TorchLearner;
import java.io.PrintWriter;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** How fast a model draws and learns here, and what share of the machine's matrix products that is. */
@Command(
        name = "bench",
        description = {
            "This machine's speed: matrix products, training and rollout tokens/s with their share of it, a whole step.",
            "Let nothing else run meanwhile. A share counts 6 (training) or 2 (rollout) operations a parameter and token."
        })
public final class Bench implements Callable<Integer> {
    private static final int[] BATCHES = {1, 16, 64};

    @Option(
            names = "--model",
            paramLabel = "PATH",
            description = "A Hugging Face folder, a GGUF file, or bundled; bundled without it.")
    private String model = "bundled";

    @Option(names = "--dtype", paramLabel = "TYPE", description = "auto or fp32; auto without it.")
    private String dtype = "auto";

    @Option(names = "--threads", paramLabel = "N", description = "Threads of the engine; all cores without it.")
    private int threads;

    @Option(names = "--prompts", paramLabel = "N", description = "Prompts of the whole step; 8 without it.")
    private int prompts = 8;

    @Option(names = "--samples", paramLabel = "N", description = "Answers to each; 8 without it.")
    private int samples = 8;

    @Option(names = "--max-tokens", paramLabel = "N", description = "Tokens of each; 128 without it.")
    private int maxTokens = 128;

    @Mixin
    private Output output = new Output();

    @Spec
    @SuppressWarnings("NullAway.Init") // set by picocli
    private CommandSpec spec;

    @Override
    public Integer call() {
        PrintWriter words = output.words(spec);
        double fp32 = GemmCeiling.fp32(threads);
        double bf16 = GemmCeiling.bf16(threads);
        tell(words, "%s%nmatrix products: fp32 %.0f GFLOP/s, bf16 %.0f GFLOP/s%n", Machine.describe(), fp32, bf16);
        ObjectNode json = JsonLines.MAPPER.createObjectNode();
        json.put("machine", Machine.describe()).put("dtype", "fp32");
        json.putObject("gemm_gflops").put("fp32", fp32).put("bf16", bf16);
        LearnerOptions options = new LearnerOptions(4096, 1, 0);
        try (Policy policy = Models.open(model, dtype, threads);
                TorchLearner learner = policy.learner(OptimizerSpec.of(1e-12), options, batch -> {})) {
            Workload workload = new Workload(policy, learner);
            double trained = workload.trainedTokensPerSecond();
            double gflops = trained * 6 * workload.multiplied() / 1e9;
            tell(
                    words,
                    "training: %.0f tokens/s, %.0f GFLOP/s, %.0f%% of fp32 products%n",
                    trained,
                    gflops,
                    100 * gflops / fp32);
            json.putObject("train")
                    .put("tokens_per_s", trained)
                    .put("gflops", gflops)
                    .put("share", gflops / fp32);
            ArrayNode rollouts = json.putArray("rollout");
            for (int batch : BATCHES) {
                double drawn = workload.drawnTokensPerSecond(batch);
                double share = drawn * 2 * workload.multiplied() / 1e9 / fp32;
                tell(words, "rollout, batch %d: %.0f tokens/s, %.0f%% of fp32 products%n", batch, drawn, 100 * share);
                rollouts.addObject()
                        .put("batch", batch)
                        .put("tokens_per_s", drawn)
                        .put("share", share);
            }
            Workload.Step step = workload.step(prompts, samples, maxTokens);
            double seconds = step.rolloutSeconds() + step.updateSeconds();
            tell(
                    words,
                    "a step of %d x %d x %d tokens: %.1f s (rollout %.1f s, update %.1f s)%n",
                    prompts,
                    samples,
                    maxTokens,
                    seconds,
                    step.rolloutSeconds(),
                    step.updateSeconds());
            json.putObject("step")
                    .put("prompts", prompts)
                    .put("samples", samples)
                    .put("max_tokens", maxTokens)
                    .put("seconds", seconds)
                    .put("rollout_seconds", step.rolloutSeconds())
                    .put("update_seconds", step.updateSeconds())
                    .put("tokens", step.tokens());
        }
        output.result(spec, json);
        return 0;
    }

    private static void tell(PrintWriter words, String format, Object... values) {
        words.printf(Locale.ROOT, format, values);
        words.flush();
    }
}
