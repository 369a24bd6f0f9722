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
import io.srpo.data.ledger.EvaluationRow;
import io.srpo.data.ledger.EvaluationStore;
import io.srpo.data.read.FileHash;
import io.srpo.data.read.TaskFiles;
import io.srpo.data.read.TaskJson;
import io.srpo.engine.Policy;
import io.srpo.train.config.PromptSpec;
import io.srpo.train.config.SandboxSpec;
import io.srpo.train.evaluate.EvalSet;
import io.srpo.train.evaluate.Evaluator;
import io.srpo.train.evaluate.Figures;
import io.srpo.train.loop.Judge;
import io.srpo.train.prompt.PromptTemplate;
import java.io.IOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Labels tasks with how often a model solves them. */
@Command(
        name = "difficulty",
        description = {
            "Labels every task with a model's own share of right answers, in a new file.",
            "Stopped, the same command goes on. The paper's advice: data that is too easy saturates early."
        })
public final class Difficulty implements Callable<Integer> {
    private static final SandboxSpec SANDBOX = new SandboxSpec(10, 512, 1024, 0);

    @Mixin
    private ModelOption model = new ModelOption();

    @Option(names = "--in", required = true, paramLabel = "FILE", description = "Tasks.")
    private Path in = Path.of("");

    @Option(
            names = "--out",
            required = true,
            paramLabel = "FILE",
            description =
                    "Written anew: the tasks with pass_rate, attempts and measured_level; the answers stand in OUT.answers/.")
    private Path out = Path.of("");

    @Option(names = "--samples", paramLabel = "N", description = "Answers to each task; 8 without it.")
    private int samples = 8;

    @Option(
            names = "--rollouts",
            paramLabel = "N",
            description = "Answers at most, over all calls; tasks beyond stay out.")
    private long rollouts = Long.MAX_VALUE;

    @Option(names = "--temperature", paramLabel = "T", description = "1, as in training, without it.")
    private double temperature = 1;

    @Option(names = "--max-tokens", paramLabel = "N", description = "Longest answer; 512 without it.")
    private int maxTokens = 512;

    @Option(
            names = "--template",
            paramLabel = "NAME",
            description =
                    "r1-zero, chat or plain; without it as the run asked that trained the model, else what suits the model.")
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
        if (out.toAbsolutePath().normalize().equals(in.toAbsolutePath().normalize())) {
            throw SrpoException.usage("--out is the file of --in; nothing is changed in place, so name another file");
        }
        List<Task> all = TaskFiles.read(in, null, Map.of());
        long affordable = Math.min(all.size(), rollouts / Math.max(1, samples));
        if (affordable == 0) {
            throw SrpoException.usage("--rollouts " + rollouts + " pays for no task at --samples " + samples);
        }
        List<Task> tasks = all.subList(0, (int) affordable);
        Map<String, Double> shares = shares(answers(tasks));
        Map<String, Integer> levels = write(tasks, shares);
        tell(tasks.size(), all.size(), levels);
        return 0;
    }

    private List<EvaluationRow> answers(List<Task> tasks) {
        SamplingSpec sampling = new SamplingSpec(samples, temperature, 1, 0, 0, maxTokens, List.of());
        Set<Domain> domains = tasks.stream().map(Task::domain).collect(Collectors.toSet());
        Path folder = out.resolveSibling(out.getFileName() + ".answers");
        try (Policy policy = model.open(folder)) {
            PromptSpec prompt = Prompts.of(template, model, policy);
            output.words(spec).println("asked in the form " + Prompts.describe(template, model, prompt));
            output.words(spec).flush();
            PromptTemplate form = PromptTemplate.of(prompt, Models.chat(policy));
            Recipe recipe = Recipe.of(Map.of("accuracy", 1.0), RewardSettings.DEFAULT);
            ObjectNode what = JsonLines.MAPPER.createObjectNode();
            what.put("model", model.path()).put("tasks", FileHash.sha256(in)).put("seed", seed);
            what.put(ModelOption.DTYPE, policy.dtype().word());
            what.put("prompt", prompt.toString()).put("sampling", sampling.toString());
            try (Judge judge = new Judge(
                            Verifiers.of(domains, prompt, SANDBOX, Map.of()), recipe, Verifiers.workers(SANDBOX));
                    EvaluationStore store = EvaluationStore.open(folder, what.toString())) {
                Evaluator evaluator = new Evaluator(policy.rolloutEngine(), form, judge::judge, seed);
                DrawingLine progress = new DrawingLine(spec.commandLine().getErr(), tasks.size() * samples);
                EvalSet set = new EvalSet(String.valueOf(in.getFileName()), tasks, sampling);
                List<EvaluationRow> rows =
                        EvalAnswers.ask(evaluator, set, store, progress).rows();
                progress.end();
                return rows;
            }
        }
    }

    private static Map<String, Double> shares(List<EvaluationRow> rows) {
        Map<String, List<EvaluationRow>> byTask = new LinkedHashMap<>();
        rows.forEach(row ->
                byTask.computeIfAbsent(row.taskId(), id -> new ArrayList<>()).add(row));
        return Figures.shares(byTask);
    }

    private Map<String, Integer> write(List<Task> tasks, Map<String, Double> shares) {
        Map<String, Integer> levels = new TreeMap<>();
        try (Writer writer = Files.newBufferedWriter(out)) {
            for (Task task : tasks) {
                Double share = shares.get(task.id());
                String level = share == null ? "not judged" : level(share);
                levels.merge(level, 1, Integer::sum);
                ObjectNode row = TaskJson.format(task);
                if (share != null) {
                    row.put("pass_rate", share).put("attempts", samples);
                }
                writer.write(row.put("measured_level", level).toString());
                writer.write('\n');
            }
            return levels;
        } catch (IOException e) {
            throw SrpoException.resource("cannot write " + out + ": " + e.getMessage(), e);
        }
    }

    /** Our bounds: all and none are what history resampling tells apart, the thirds between are for balance. */
    private static String level(double share) {
        if (share == 0) {
            return "unsolved";
        } else if (share == 1) {
            return "solved";
        }
        return share < 1 / 3.0 ? "hard" : share < 2 / 3.0 ? "medium" : "easy";
    }

    private void tell(int labelled, int all, Map<String, Integer> levels) {
        var words = output.words(spec);
        words.printf("%d of %d tasks labelled in %s%n", labelled, all, out);
        levels.forEach(
                (level, count) -> words.printf("  %-10s %6d  %5.1f%%%n", level, count, 100.0 * count / labelled));
        double solved = levels.getOrDefault("solved", 0) / (double) labelled;
        if (solved > 0.25) {
            words.printf(
                    "%.0f%% are solved every time: they teach nothing and saturate early; take harder ones, or leave these out%n",
                    100 * solved);
        }
        if (levels.getOrDefault("unsolved", 0) > labelled / 2) {
            words.println(
                    "more than half are never solved: little to learn from by trial; begin with easier ones, or a warm start");
        }
        words.flush();
        ObjectNode json =
                JsonLines.MAPPER.createObjectNode().put("out", out.toString()).put("tasks", labelled);
        json.set("levels", JsonLines.MAPPER.valueToTree(levels));
        output.result(spec, json);
    }
}
