package io.srpo.cli.model;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.srpo.cli.frame.AtLeastOne;
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
import io.srpo.data.ledger.EvaluationRow;
import io.srpo.data.ledger.EvaluationStore;
import io.srpo.data.read.FileHash;
import io.srpo.data.read.TaskFiles;
import io.srpo.engine.Policy;
import io.srpo.engine.torch.Dtype;
import io.srpo.train.config.PromptSpec;
import io.srpo.train.config.SandboxSpec;
import io.srpo.train.evaluate.Against;
import io.srpo.train.evaluate.ComparisonPage;
import io.srpo.train.evaluate.EvalSet;
import io.srpo.train.evaluate.Evaluator;
import io.srpo.train.evaluate.Figures;
import io.srpo.train.evaluate.Overlap;
import io.srpo.train.evaluate.Protocol;
import io.srpo.train.evaluate.Scores;
import io.srpo.train.loop.Judge;
import io.srpo.train.prompt.PromptTemplate;
import io.srpo.verify.safety.SafetyVerifier;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
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
            description =
                    "Tasks; known layouts are recognised. Or: safety, a small set of our own of refusal and leakage probes.")
    private Path bench = Path.of("");

    @Option(
            names = "--domain",
            paramLabel = "NAME",
            description = "math, code, countdown or your own; by the file's layout without it.")
    private @Nullable String domain;

    @Option(
            names = "--verifier",
            paramLabel = "DOMAIN=WHAT",
            description = "For a domain of your own: a Java file that implements DomainCheck, or a class's full name.",
            arity = "1..*")
    private Map<String, String> verifiers = new LinkedHashMap<>();

    @Option(
            names = "--field",
            paramLabel = "WHAT=KEY",
            description = "Which key holds what, such as question=input answer=target.",
            arity = "1..*")
    private Map<String, String> fields = new LinkedHashMap<>();

    @Option(
            names = "--protocol",
            paramLabel = "NAME",
            description =
                    "Ask as is customary for gsm8k, math-500, aime24, aime25, humaneval, mbpp, mbjp, livecodebench, var-math or"
                            + " countdown: samples, temperature, top-p and length; options given beside it go before it.")
    private @Nullable String protocol;

    @Option(names = "--samples", paramLabel = "N", description = "Answers to each question; 32 without it.")
    private @Nullable Integer samples;

    @Option(
            names = "--limit",
            paramLabel = "N",
            converter = AtLeastOne.class,
            description = "Questions taken from the file's beginning; all without it.")
    private int limit;

    @Option(
            names = "--from",
            paramLabel = "DATE",
            description = "Only questions dated so or later, such as 2024-08-01.")
    private @Nullable String from;

    @Option(names = "--to", paramLabel = "DATE", description = "Only questions dated before.")
    private @Nullable String to;

    @Option(names = "--temperature", paramLabel = "T", description = "0.6 without it.")
    private @Nullable Double temperature;

    @Option(names = "--top-p", paramLabel = "P", description = "0.95 without it.")
    private @Nullable Double topP;

    @Option(names = "--max-tokens", paramLabel = "N", description = "Longest answer; 512 without it.")
    private @Nullable Integer maxTokens;

    @Option(
            names = "--template",
            paramLabel = "NAME",
            description =
                    "r1-zero, chat or plain; without it as the run asked that trained the model, else what suits the model.")
    private @Nullable String template;

    @Option(names = "--seed", paramLabel = "N", description = "Same seed, same answers; 7 without it.")
    private long seed = 7;

    @Option(
            names = "--run",
            paramLabel = "DIR",
            description =
                    "Keep every answer and verdict there (answers.duckdb, answers.parquet, result.json); stopped, the same"
                            + " command goes on.")
    private @Nullable Path run;

    @Option(
            names = "--against",
            paramLabel = "DIR",
            description =
                    "The --run folder of another model on the same questions: difference, interval, McNemar's test; with --run also"
                            + " a page, compare.html.")
    private @Nullable Path other;

    @Option(
            names = "--trained-on",
            paramLabel = "FILE",
            description =
                    "What the model was trained on: questions that overlap it are flagged and reported apart; may be given several times.")
    private List<Path> trainedOn = new ArrayList<>();

    @Mixin
    private Output output = new Output();

    @Spec
    @SuppressWarnings("NullAway.Init") // set by picocli
    private CommandSpec spec;

    @Override
    public Integer call() {
        boolean probes = SafetyProbes.are(bench);
        if (probes) {
            bench = SafetyProbes.file();
            domain = SafetyVerifier.DOMAIN.name();
        }
        SamplingSpec sampling = sampling();
        List<Task> tasks = tasks();
        Set<Domain> domains = tasks.stream().map(Task::domain).collect(Collectors.toSet());
        List<EvaluationRow> there = other == null ? List.of() : rowsOf(other);
        try (Policy policy = model.open(run)) {
            PromptSpec prompt = Prompts.of(template, model, policy);
            output.words(spec).println("asked in the form " + Prompts.describe(template, model, prompt));
            output.words(spec).flush();
            PromptTemplate form = PromptTemplate.of(prompt, Models.chat(policy));
            Recipe recipe = Recipe.of(Map.of("accuracy", 1.0), RewardSettings.DEFAULT);
            try (Judge judge =
                    new Judge(Verifiers.of(domains, prompt, SANDBOX, verifiers), recipe, Verifiers.workers(SANDBOX))) {
                Evaluator evaluator = new Evaluator(policy.rolloutEngine(), form, judge::judge, seed);
                EvalSet set = new EvalSet(String.valueOf(bench.getFileName()), tasks, sampling);
                DrawingLine progress = new DrawingLine(spec.commandLine().getErr(), tasks.size() * sampling.samples());
                EvalAnswers answers = answers(evaluator, set, policy.dtype(), prompt, progress);
                progress.end();
                EvalResult result = new EvalResult(
                        Scores.of(set.name(), answers.rows(), answers.seconds()),
                        Figures.of(tasks, answers.rows()),
                        other == null ? null : Against.of(there, answers.rows()),
                        trainedOn.isEmpty() ? null : Overlap.of(tasks, answers.rows(), trainedOn));
                result.tell(output.words(spec));
                if (probes) {
                    output.words(spec).println(SafetyProbes.WHAT_IT_DOES_NOT_SHOW);
                    output.words(spec).flush();
                }
                ObjectNode json = result.json();
                if (run != null) {
                    Files.writeString(run.resolve("result.json"), json.toPrettyString() + "\n");
                    page(run, result, tasks, there, answers.rows());
                }
                output.result(spec, json);
            }
        } catch (IOException e) {
            throw SrpoException.resource("cannot write into " + run + ": " + e.getMessage(), e);
        }
        return 0;
    }

    private EvalAnswers answers(
            Evaluator evaluator, EvalSet set, Dtype dtype, PromptSpec prompt, DrawingLine progress) {
        if (run == null) {
            return EvalAnswers.askAtOnce(evaluator, set, progress);
        }
        ObjectNode what = JsonLines.MAPPER.createObjectNode();
        what.put("model", model.path()).put("bench", FileHash.sha256(bench)).put("seed", seed);
        what.put(ModelOption.DTYPE, dtype.word()).put("questions", set.tasks().size());
        what.put("prompt", prompt.toString()).put("from", from).put("to", to);
        what.set("sampling", JsonLines.MAPPER.valueToTree(set.sampling().toString()));
        try (EvaluationStore store = EvaluationStore.open(run, what.toString())) {
            EvalAnswers answers = EvalAnswers.ask(evaluator, set, store, progress);
            store.toParquet();
            return answers;
        }
    }

    private void page(
            Path folder, EvalResult result, List<Task> tasks, List<EvaluationRow> there, List<EvaluationRow> here)
            throws IOException {
        Against against = result.against();
        if (other != null && against != null) {
            String page = ComparisonPage.of(
                    against,
                    new ComparisonPage.Side(String.valueOf(other.getFileName()), there, Figures.of(tasks, there)),
                    new ComparisonPage.Side(String.valueOf(folder.getFileName()), here, result.figures()),
                    result.overlap());
            Files.writeString(folder.resolve("compare.html"), page);
        }
    }

    private static List<EvaluationRow> rowsOf(Path folder) {
        try (EvaluationStore store = EvaluationStore.read(folder)) {
            return store.rows();
        }
    }

    /** What is given goes before the protocol, which goes before the standard. */
    private SamplingSpec sampling() {
        Protocol custom = protocol == null ? null : Protocol.named(protocol);
        if (protocol != null && custom == null) {
            throw SrpoException.usage("--protocol " + protocol + ": use one of " + String.join(", ", Protocol.names()));
        }
        Protocol standard = custom == null ? new Protocol("", "", 32, 0.6, 0.95, 512) : custom;
        return new SamplingSpec(
                samples == null ? standard.samples() : samples,
                temperature == null ? standard.temperature() : temperature,
                topP == null ? standard.topP() : topP,
                0,
                0,
                maxTokens == null ? standard.maxTokens() : maxTokens,
                List.of());
    }

    private List<Task> tasks() {
        List<Task> all = TaskFiles.read(bench, domain == null ? null : new Domain(domain), fields);
        String first = from == null ? "" : date("--from", from);
        String end = to == null ? "\uFFFF" : date("--to", to);
        List<Task> dated = from == null && to == null
                ? all
                : all.stream()
                        .filter(task -> {
                            String date = task.labels().getOrDefault("date", "");
                            return !date.isEmpty() && date.compareTo(first) >= 0 && date.compareTo(end) < 0;
                        })
                        .toList();
        if (dated.isEmpty()) {
            throw SrpoException.input("no question of " + bench + " is dated between --from and --to");
        }
        return limit > 0 && limit < dated.size() ? dated.subList(0, limit) : dated;
    }

    private static String date(String option, String given) {
        try {
            return LocalDate.parse(given).toString();
        } catch (DateTimeParseException e) {
            throw SrpoException.usage(option + " " + given + ": write the day as 2024-08-01");
        }
    }
}
