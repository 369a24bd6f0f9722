package io.srpo.cli.machine;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.srpo.cli.frame.AtLeastOne;
import io.srpo.cli.frame.JsonLines;
import io.srpo.cli.frame.Output;
import io.srpo.cli.wire.Machine;
import io.srpo.cli.wire.Models;
import io.srpo.engine.Policy;
import io.srpo.engine.bench.DecodingProducts;
import io.srpo.engine.bench.GemmCeiling;
import io.srpo.engine.bench.Roofline;
import io.srpo.engine.learn.LearnerOptions;
import io.srpo.engine.learn.OptimizerSpec;
import io.srpo.engine.learn.TorchLearner;
import io.srpo.engine.torch.Blas;
import io.srpo.engine.torch.Dtype;
import java.io.PrintWriter;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.stream.DoubleStream;
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
    /** Of the products of a decoding step, the fastest of which counts against memory. */
    private static final int TRIES = 5;

    /** More would take minutes for their prompts alone. */
    private static final int MOST_ROWS_OF_CONTEXTS = 64;

    @Option(
            names = "--model",
            paramLabel = "PATH",
            description = "A Hugging Face folder, a GGUF file, or bundled; bundled without it.")
    private String model = "bundled";

    @Option(names = "--dtype", paramLabel = "TYPE", description = "auto, fp32 or bf16; auto without it.")
    private String dtype = "auto";

    @Option(
            names = "--threads",
            paramLabel = "N",
            converter = AtLeastOne.class,
            description = "Threads of the engine; all cores without it.")
    private int threads;

    @Option(
            names = "--prompts",
            paramLabel = "N",
            converter = AtLeastOne.class,
            description = "Prompts of the whole step; 8 without it.")
    private int prompts = 8;

    @Option(
            names = "--samples",
            paramLabel = "N",
            converter = AtLeastOne.class,
            description = "Answers to each; 8 without it.")
    private int samples = 8;

    @Option(
            names = "--max-tokens",
            paramLabel = "N",
            converter = AtLeastOne.class,
            description = "Tokens of each; 128 without it.")
    private int maxTokens = 128;

    @Option(
            names = "--batches",
            paramLabel = "N",
            converter = AtLeastOne.class,
            split = ",",
            description = "Rows decoded at once, several by commas; 1,16,64,256 without it.")
    private int[] batches = {1, 16, 64, 256};

    @Option(
            names = "--drawn",
            paramLabel = "N",
            converter = AtLeastOne.class,
            description = "Tokens that each row draws in that measurement, after a prompt of 80; 32 without it.")
    private int drawnTokens = 32;

    @Mixin
    private Output output = new Output();

    @Spec
    @SuppressWarnings("NullAway.Init") // set by picocli
    private CommandSpec spec;

    @Override
    public Integer call() {
        PrintWriter words = output.words(spec);
        ObjectNode json = JsonLines.MAPPER.createObjectNode();
        LearnerOptions options = new LearnerOptions(2048, 1, 0);
        try (Policy policy = Models.open(model, dtype, threads);
                TorchLearner learner = policy.learner(OptimizerSpec.of(1e-12), options, batch -> {})) {
            Dtype type = policy.dtype();
            GemmCeiling products = new GemmCeiling(policy.config());
            double fp32 = products.training(Dtype.FP32);
            double bf16 = products.training(Dtype.BF16);
            double ceiling = type == Dtype.BF16 ? bf16 : fp32;
            tell(
                    words,
                    "%s%nmatrix products of this model: fp32 %.0f GFLOP/s (%s), bf16 %.0f GFLOP/s; computing in %s%n",
                    Machine.describe(),
                    fp32,
                    Blas.name(),
                    bf16,
                    type.word());
            json.put("machine", Machine.describe()).put("dtype", type.word()).put("blas", Blas.name());
            json.putObject("gemm_gflops").put("fp32", fp32).put("bf16", bf16);
            double memory = Roofline.memorySpeed();
            tell(words, "main memory: %.1f GB/s%n", memory / 1e9);
            json.put("memory_gb_s", memory / 1e9);
            Roofline roofline = new Roofline(policy.config(), policy.parameters(), type, memory);
            Workload workload = new Workload(policy, learner);
            Workload.Trained trained = workload.trained(() -> products.trainingSeconds(type, Workload.TRAINED));
            double gflops = trained.tokensPerSecond() * 6 * workload.multiplied() / 1e9;
            double multiplying = Workload.TRAINED * 6 * workload.multiplied() / 1e9 / ceiling;
            double mostTrained = multiplying / (multiplying + roofline.training(Workload.TRAINED));
            tell(
                    words,
                    "training, 2,048 tokens: %.0f tokens/s, %.0f GFLOP/s, %.0f%% of the products timed beside it (with what passes through memory %.0f%% at most), %.0f%% of them at their best%n",
                    trained.tokensPerSecond(),
                    gflops,
                    100 * trained.share(),
                    100 * mostTrained,
                    100 * gflops / ceiling);
            json.putObject("train")
                    .put("tokens_per_s", trained.tokensPerSecond())
                    .put("gflops", gflops)
                    .put("share", trained.share())
                    .put("share_of_best", gflops / ceiling)
                    .put("limit", mostTrained);
            ArrayNode rollouts = json.putArray("rollout");
            for (int batch : batches) {
                Workload.Drawn drawn = workload.drawn(batch, drawnTokens);
                double share = drawn.tokensPerSecond() * 2 * workload.multiplied() / 1e9 / ceiling;
                double multiplied;
                double alone;
                try (DecodingProducts ofRows = new DecodingProducts(policy.config(), type, batch)) {
                    multiplied = DoubleStream.generate(ofRows::seconds)
                            .limit(TRIES)
                            .min()
                            .orElseThrow();
                    alone = workload.share(batch, drawnTokens, ofRows::seconds)
                            .orElse(multiplied * drawn.steps() / drawn.seconds());
                }
                double most =
                        multiplied / (multiplied + roofline.decoding(batch, drawn.promptTokens(), drawn.steps() / 2.0));
                tell(
                        words,
                        "rollout, batch %d: %.0f tokens/s, %.0f%% of the products at their best, %.0f%% of those of %d rows timed beside it (%.0f%% at most)%n",
                        batch,
                        drawn.tokensPerSecond(),
                        100 * share,
                        100 * alone,
                        batch,
                        100 * most);
                rollouts.addObject()
                        .put("batch", batch)
                        .put("tokens_per_s", drawn.tokensPerSecond())
                        .put("share", share)
                        .put("share_of_rows", alone)
                        .put("limit_of_rows", most);
            }
            contexts(workload, words, json.putArray("context"));
            Workload.Step step = workload.step(prompts, samples, maxTokens);
            tell(
                    words,
                    "a step of %d x %d x %d tokens: %.1f s (rollout %.1f s, of them sampling %.1f s, %.1f%% of the step; update %.1f s); %.0f%% of %d places were filled%n",
                    prompts,
                    samples,
                    maxTokens,
                    step.seconds(),
                    step.rolloutSeconds(),
                    step.usage().samplingSeconds(),
                    100 * step.usage().samplingSeconds() / step.seconds(),
                    step.updateSeconds(),
                    100 * step.usage().fullPlaces(),
                    step.usage().rows());
            json.putObject("step")
                    .put("prompts", prompts)
                    .put("samples", samples)
                    .put("max_tokens", maxTokens)
                    .put("seconds", step.seconds())
                    .put("rollout_seconds", step.rolloutSeconds())
                    .put("sampling_seconds", step.usage().samplingSeconds())
                    .put("update_seconds", step.updateSeconds())
                    .put("full_places", step.usage().fullPlaces())
                    .put("tokens", step.tokens());
        }
        output.result(spec, json);
        return 0;
    }

    private void contexts(Workload workload, PrintWriter words, ArrayNode json) {
        if (!workload.hasLongContext()) {
            tell(words, "the price of a long context: not measured, since this model's ends before%n");
            return;
        }
        for (int batch : batches) {
            if (batch <= MOST_ROWS_OF_CONTEXTS) {
                workload.context(batch).ifPresent(context -> {
                    tell(
                            words,
                            "a step of %d rows, %d prompts: %.1f ms behind %d tokens, %.1f ms behind %d, %.2f times as long%n",
                            batch,
                            context.prompts(),
                            1e3 * context.shortSeconds(),
                            Workload.SHORT_CONTEXT,
                            1e3 * context.longSeconds(),
                            Workload.LONG_CONTEXT,
                            context.ratio());
                    json.addObject()
                            .put("batch", batch)
                            .put("prompts", context.prompts())
                            .put("short_s", context.shortSeconds())
                            .put("long_s", context.longSeconds())
                            .put("ratio", context.ratio());
                });
            }
        }
    }

    private static void tell(PrintWriter words, String format, Object... values) {
        words.printf(Locale.ROOT, format, values);
        words.flush();
    }
}
