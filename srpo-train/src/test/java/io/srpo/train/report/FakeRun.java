package io.srpo.train.report;

import io.srpo.core.advantage.Advantages;
import io.srpo.core.advantage.Batch;
import io.srpo.core.advantage.GroupNormalized;
import io.srpo.core.history.Decision;
import io.srpo.core.history.History;
import io.srpo.core.history.HistoryResampling;
import io.srpo.core.history.Pool;
import io.srpo.core.history.Resampled;
import io.srpo.core.history.ResamplingOptions;
import io.srpo.core.metrics.StepMetrics;
import io.srpo.core.objective.Update;
import io.srpo.core.reflection.Reflection;
import io.srpo.core.reflection.ReflectionWords;
import io.srpo.core.reward.Judged;
import io.srpo.core.reward.Reward;
import io.srpo.core.reward.Verdict;
import io.srpo.core.rollout.Group;
import io.srpo.core.rollout.Prompt;
import io.srpo.core.rollout.Rollout;
import io.srpo.core.task.Domain;
import io.srpo.core.task.Reference;
import io.srpo.core.task.Task;
import io.srpo.data.ledger.At;
import io.srpo.data.ledger.EvaluationRow;
import io.srpo.data.ledger.Ledger;
import io.srpo.data.ledger.TaskRow;
import io.srpo.train.evaluate.Score;
import io.srpo.train.evaluate.Scores;
import io.srpo.train.run.MetricsLog;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;

/**
 * A run's folder written by the real ledger, metrics, resampling and scores, around a model that is a formula: it knows a problem with a probability that rises with
 * the steps. Two stages of math, then math and code.
 */
final class FakeRun implements AutoCloseable {
    static final int BATCH = 8;
    static final int SAMPLES = 8;

    private final Path folder;
    private final Ledger ledger;
    private final MetricsLog metrics;
    private final Random random = new Random(7);
    private final History history = new History();
    private final HistoryResampling resampling =
            new HistoryResampling(ResamplingOptions.paper().withReview(new ResamplingOptions.Review(2)), BATCH);
    private final int of;
    private Pool pool = Pool.empty();
    private int epoch = -1;
    private long step;

    /** What a wrong answer looks like. */
    String wrongText = "<think>I add the two and then see.</think><answer>41</answer>";

    /** @param of steps after which the model is at its best */
    FakeRun(Path folder, int of) {
        this.folder = folder;
        this.of = of;
        this.ledger = Ledger.open(folder.resolve("ledger.duckdb"));
        this.metrics = new MetricsLog(folder.resolve("metrics.jsonl"));
    }

    /** A whole run of two stages with an evaluation every ten steps. */
    static FakeRun whole(Path folder, int first, int second) throws IOException {
        FakeRun run = new FakeRun(folder, first + second);
        run.settings();
        run.ledger.describe(kinds());
        run.evaluate();
        run.stage("reasoning", first, ids("math", 64));
        List<String> both = new ArrayList<>(ids("math", 64));
        both.addAll(ids("code", 32));
        run.stage("integration", second, both);
        return run;
    }

    static List<String> ids(String domain, int count) {
        return IntStream.range(0, count).mapToObj(i -> domain + ":" + i).toList();
    }

    /** The lower half of the numbers is easy, the upper hard. */
    private static List<TaskRow> kinds() {
        List<TaskRow> rows = new ArrayList<>();
        for (String domain : List.of("math", "code")) {
            for (String id : ids(domain, 64)) {
                int number = Integer.parseInt(id.substring(id.indexOf(':') + 1));
                rows.add(new TaskRow(id, "", domain, "", number < 32 ? "easy" : "hard"));
                rows.add(new TaskRow(
                        id.replace(":", "-unseen:"),
                        "heldout-" + domain + ".jsonl",
                        domain,
                        "",
                        number < 20 ? "easy" : "hard"));
            }
        }
        return rows;
    }

    Ledger ledger() {
        return ledger;
    }

    Pool pool() {
        return pool;
    }

    void settings() throws IOException {
        Files.writeString(folder.resolve("config.yaml"), """
                seed: 7
                model: {path: models/tiny-llama.gguf, dtype: auto}
                stages:
                  - name: reasoning
                    data: [{domain: math, file: math.jsonl}]
                  - name: integration
                    data: [{domain: math, file: math.jsonl}, {domain: code, file: code.jsonl}]
                rollout: {prompts: 8, samples: 8, temperature: 1.0, maxTokens: 64}
                """);
        Files.writeString(
                folder.resolve("manifest.json"), "{\n  \"version\": \"0.1.0\",\n  \"machine\": \"2 cores\"\n}\n");
    }

    void stage(String name, int steps, List<String> data) {
        epoch++;
        Resampled joined = pool.join(epoch, name, data);
        pool = joined.next();
        decide(
                new At(step + 1, name, epoch),
                null,
                "stage_entered",
                "stage " + name + " begins with " + pool.active().size() + " prompts");
        decide(new At(step + 1, name, epoch), joined.decisions());
        int position = 0;
        for (int i = 0; i < steps && !pool.exhausted(); i++) {
            int from = position;
            position = Math.min(pool.active().size(), from + BATCH);
            List<String> batch = new ArrayList<>(pool.active().subList(from, position));
            pool.underReview().stream().limit(1).forEach(dropped -> batch.add(dropped.taskId()));
            step(name, batch);
            if (position == pool.active().size()) {
                Resampled next = resampling.next(pool, history, epoch);
                decide(new At(step, name, epoch), next.decisions());
                pool = next.next();
                position = 0;
                epoch++;
            }
            if (step % 10 == 0) {
                evaluate();
            }
        }
        decide(
                new At(step + 1, name, epoch),
                null,
                "stage_ended",
                "steps: " + steps + " of " + steps + " steps are done");
    }

    private void step(String stage, List<String> ids) {
        List<Judged> judged =
                ids.stream().map(id -> judged(task(id), SAMPLES, random)).toList();
        history.add(epoch, ++step, judged);
        ledger.append(new At(step, stage, epoch), judged);
        Batch batch = new Advantages(new GroupNormalized()).weigh(judged);
        double noise = random.nextDouble();
        Update update = new Update(
                0.02 * noise - 0.01,
                0.4 + 0.3 * noise,
                1e-4 * Math.min(1, step / 10.0),
                1,
                1,
                0,
                1.1 - 0.6 * skill() + 0.1 * noise,
                2e-6 * (1 + noise),
                0,
                9000 + (long) (2000 * noise),
                1);
        StepMetrics metric = StepMetrics.of(judged, batch, update, new Reflection(ReflectionWords.DEFAULT));
        Map<String, Object> line = new LinkedHashMap<>();
        line.put("step", step);
        line.put("stage", stage);
        line.put("epoch", epoch);
        line.putAll(metric.toMap());
        line.put("pool/active", pool.active().size());
        line.put("pool/dropped", pool.dropped().size());
        line.put("pool/under-review", pool.underReview().size());
        line.put("time/rollout", 1.6 + 0.3 * noise);
        line.put("time/verdicts", 0.1);
        line.put("time/update", 0.9);
        line.put("time/step", 2.6 + 0.3 * noise);
        line.put("speed/rollout-tokens", 900 + 90 * noise);
        line.put("speed/update-tokens", 4000 + 400 * noise);
        line.put("memory/resident-mb", 812.5);
        metrics.append(line);
    }

    void evaluate() {
        Map<String, Object> line = new LinkedHashMap<>();
        line.put("step", step);
        for (String domain : List.of("math", "code")) {
            String set = "heldout-" + domain + ".jsonl";
            List<EvaluationRow> rows = new ArrayList<>();
            for (String id : ids(domain, 40)) {
                Task task = task(id.replace(":", "-unseen:"));
                for (Judged.Answer a :
                        judged(task, 4, new Random(id.hashCode() + step)).answers()) {
                    int tokens = a.rollout().tokens().length;
                    rows.add(new EvaluationRow(
                            step,
                            set,
                            domain,
                            task.id(),
                            a.rollout().sample(),
                            task.question(),
                            a.rollout().text(),
                            tokens,
                            a.rollout().truncated(),
                            a.verdict()));
                }
            }
            ledger.evaluate(step, set, rows);
            for (Score score : Scores.of(set, rows, 1.5)) {
                String place = "/" + score.domain() + "/" + score.set();
                line.put("eval/pass@1" + place, score.passAt1());
                line.put("eval/low" + place, score.interval().low());
                line.put("eval/high" + place, score.interval().high());
                score.passAtK().forEach((k, value) -> line.put("eval/pass@" + k + place, value));
                line.put("eval/questions" + place, score.questions());
                line.put("eval/samples" + place, score.samples());
            }
        }
        line.put("time/evaluation", 3.0);
        metrics.append(line);
    }

    private double skill() {
        return Math.min(1, (double) step / of);
    }

    private Task task(String id) {
        int number = Integer.parseInt(id.substring(id.indexOf(':') + 1));
        return id.startsWith("math")
                ? new Task(
                        id,
                        Domain.MATH,
                        "Tom has " + number + " apples and buys " + (number + 3)
                                + " more. How many apples does he have now?",
                        new Reference.Answer(String.valueOf(2 * number + 3)))
                : new Task(
                        id,
                        Domain.CODE,
                        "Write a function f(x) that returns x plus " + number + ".",
                        new Reference.Custom("unused"));
    }

    private Judged judged(Task task, int samples, Random draws) {
        int number = Integer.parseInt(task.id().substring(task.id().indexOf(':') + 1));
        double hard = (number * 37 % 64) / 64.0;
        double knows = 1 / (1 + Math.exp(8 * (hard - 0.15 - 0.6 * skill())));
        List<Judged.Answer> answers = new ArrayList<>();
        for (int i = 0; i < samples; i++) {
            boolean right = draws.nextDouble() < knows;
            boolean cut = !right && draws.nextDouble() < 0.2 * (1 - skill());
            int length = (int) (18 + 14 * skill() + draws.nextInt(8))
                    - (task.domain().equals(Domain.CODE) ? 10 : 0);
            String text = right ? rightText(task) : wrongText;
            Rollout rollout = new Rollout(
                    i, new int[length], new float[length], 0, text, cut ? Rollout.Ending.LENGTH : Rollout.Ending.STOP);
            Verdict verdict = right
                    ? Verdict.right("equal as numbers", "7")
                    : Verdict.wrong("41 is not the expected answer", "41");
            Map<String, Double> parts = new LinkedHashMap<>();
            parts.put("accuracy", right ? 1.0 : 0.0);
            parts.put("format", cut ? 0.0 : 0.1);
            answers.add(new Judged.Answer(
                    rollout,
                    verdict,
                    new Reward(parts.values().stream().mapToDouble(d -> d).sum(), parts)));
        }
        List<Rollout> rollouts = answers.stream().map(Judged.Answer::rollout).toList();
        return new Judged(new Group(new Prompt(task, task.question(), ""), new int[] {1}, rollouts), answers);
    }

    private static String rightText(Task task) {
        return task.reference() instanceof Reference.Answer answer
                ? "<think>I add the two numbers, step by step.\nWait, let me check: yes.</think>\n<answer>"
                        + answer.gold() + "</answer>"
                : "<answer>\ndef f(x):\n    return x + 3\n</answer>";
    }

    private void decide(At at, String task, String kind, String reason) {
        ledger.decide(new io.srpo.data.ledger.Decision(at, task, kind, reason));
    }

    private void decide(At at, List<Decision> decisions) {
        ledger.decide(decisions.stream()
                .map(d -> new io.srpo.data.ledger.Decision(
                        at, d.taskId(), d.kind().label(), d.reason()))
                .toList());
    }

    @Override
    public void close() {
        ledger.close();
    }
}
