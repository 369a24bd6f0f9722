package io.srpo.cli.model;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.srpo.cli.frame.JsonLines;
import io.srpo.cli.frame.Output;
import io.srpo.cli.wire.Models;
import io.srpo.cli.wire.Verifiers;
import io.srpo.core.SrpoException;
import io.srpo.core.reward.Recipe;
import io.srpo.core.reward.RewardSettings;
import io.srpo.core.rollout.SamplingSpec;
import io.srpo.core.task.Domain;
import io.srpo.core.task.Task;
import io.srpo.data.read.TaskFiles;
import io.srpo.engine.Policy;
import io.srpo.train.config.PromptSpec;
import io.srpo.train.config.SandboxSpec;
import io.srpo.train.evaluate.EvalSet;
import io.srpo.train.evaluate.Evaluator;
import io.srpo.train.evaluate.Score;
import io.srpo.train.loop.Judge;
import io.srpo.train.prompt.PromptTemplate;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Held-out accuracy of a model. */
@Command(name = "eval", description = "pass@1, pass@k and intervals of a model on a problem set.")
public final class Eval implements Callable<Integer> {
    private static final SandboxSpec SANDBOX = new SandboxSpec(10, 512, 1024, 0);

    @Mixin
    private ModelOption model = new ModelOption();

    @Option(
            names = "--bench",
            required = true,
            paramLabel = "FILE",
            description = "JSONL of tasks; known layouts are recognised.")
    private Path bench = Path.of("");

    @Option(names = "--domain", paramLabel = "NAME", description = "math or code; by the file's layout without it.")
    private @Nullable String domain;

    @Option(
            names = "--field",
            paramLabel = "WHAT=KEY",
            description = "Which key holds what, such as question=input answer=target.",
            arity = "1..*")
    private Map<String, String> fields = new LinkedHashMap<>();

    @Option(names = "--samples", paramLabel = "N", description = "Answers to each question; 32 without it.")
    private int samples = 32;

    @Option(
            names = "--limit",
            paramLabel = "N",
            description = "Questions taken from the file's beginning; all without it.")
    private int limit;

    @Option(names = "--temperature", paramLabel = "T", description = "0.6 without it.")
    private double temperature = 0.6;

    @Option(names = "--top-p", paramLabel = "P", description = "0.95 without it.")
    private double topP = 0.95;

    @Option(names = "--max-tokens", paramLabel = "N", description = "Longest answer; 512 without it.")
    private int maxTokens = 512;

    @Option(
            names = "--template",
            paramLabel = "NAME",
            description = "r1-zero, chat or plain; what suits the model without it.")
    private @Nullable String template;

    @Option(names = "--seed", paramLabel = "N", description = "Same seed, same answers; 7 without it.")
    private long seed = 7;

    @Mixin
    private Output output = new Output();

    @Spec
    @SuppressWarnings("NullAway.Init") // set by picocli
    private CommandSpec spec;

    @Override
    public Integer call() {
        SamplingSpec sampling = new SamplingSpec(samples, temperature, topP, 0, 0, maxTokens, List.of());
        List<Task> all = TaskFiles.read(bench, domain == null ? null : new Domain(domain), fields);
        List<Task> tasks = limit > 0 && limit < all.size() ? all.subList(0, limit) : all;
        Set<Domain> domains = tasks.stream().map(Task::domain).collect(Collectors.toSet());
        try (Policy policy = model.open()) {
            PromptSpec prompt = Prompts.of(template, model.bundled(), policy);
            PromptTemplate form = PromptTemplate.of(prompt, Models.chat(policy));
            Recipe recipe = Recipe.of(Map.of("accuracy", 1.0), RewardSettings.DEFAULT);
            try (Judge judge = new Judge(Verifiers.of(domains, prompt, SANDBOX), recipe, Verifiers.workers(SANDBOX))) {
                Evaluator evaluator = new Evaluator(policy.rolloutEngine(), form, judge::judge, seed);
                EvalSet set = new EvalSet(String.valueOf(bench.getFileName()), tasks, sampling);
                DrawingLine progress = new DrawingLine(spec.commandLine().getErr(), tasks.size() * samples);
                List<Score> scores = evaluator.evaluate(set, 0, progress).scores();
                progress.end();
                scores.forEach(this::tell);
                output.result(spec, json(scores));
            }
        }
        return 0;
    }

    private void tell(Score score) {
        PrintWriter out = output.words(spec);
        out.printf(
                "%s, %s: pass@1 %.1f%% (95%% interval %.1f to %.1f), %d questions x %d answers, %.1f%% truncated%n",
                score.set(),
                score.domain(),
                100 * score.passAt1(),
                100 * score.interval().low(),
                100 * score.interval().high(),
                score.questions(),
                score.samples(),
                100 * score.truncated());
        score.passAtK().forEach((k, value) -> out.printf("  pass@%d %.1f%%%n", k, 100 * value));
        if (score.unjudged() > 0) {
            out.printf(
                    "  %d answers could not be judged and do not count; ./srpo doctor tells why%n", score.unjudged());
        }
        out.flush();
    }

    /** One domain's figures; with several, those of the whole under their names. */
    private static ObjectNode json(List<Score> scores) {
        if (scores.isEmpty()) {
            throw SrpoException.input("the problem set is empty");
        }
        ObjectNode json = one(scores.get(0));
        if (scores.size() > 1) {
            var list = json.putArray("domains");
            scores.forEach(score -> list.add(one(score)));
        }
        return json;
    }

    private static ObjectNode one(Score score) {
        ObjectNode json = JsonLines.MAPPER.createObjectNode();
        json.put("bench", score.set()).put("domain", score.domain());
        json.put("questions", score.questions()).put("samples", score.samples());
        json.put("pass@1", score.passAt1());
        json.putArray("interval")
                .add(score.interval().low())
                .add(score.interval().high());
        ObjectNode passAtK = json.putObject("pass@k");
        score.passAtK().forEach((k, value) -> passAtK.put(String.valueOf(k), value));
        json.put("truncated", score.truncated()).put("unjudged", score.unjudged());
        return json.put("tokens_per_s", score.seconds() > 0 ? score.tokens() / score.seconds() : 0);
    }
}
