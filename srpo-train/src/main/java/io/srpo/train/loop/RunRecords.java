package io.srpo.train.loop;

import io.srpo.core.SrpoException;
import io.srpo.core.advantage.Batch;
import io.srpo.core.history.Decision;
import io.srpo.core.history.History;
import io.srpo.core.metrics.StepMetrics;
import io.srpo.core.objective.Update;
import io.srpo.core.reflection.Reflection;
import io.srpo.core.reward.Judged;
import io.srpo.core.reward.KeptVerdict;
import io.srpo.core.rollout.Prompt;
import io.srpo.core.rollout.RolloutEngine.Progress;
import io.srpo.core.stage.Stage;
import io.srpo.core.task.Task;
import io.srpo.data.ledger.At;
import io.srpo.data.ledger.Ledger;
import io.srpo.data.ledger.VisitRow;
import io.srpo.train.evaluate.Score;
import io.srpo.train.run.Checkpoints;
import io.srpo.train.run.MetricsLog;
import io.srpo.train.run.RunDirectory;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What is written around the walk: ledger, metrics, checkpoints, evaluations, and the word to those who watch.
 *
 * <p>The order at a step's end makes a resume exact: ledger and metrics first, then the evaluation, the checkpoint last. A resume cuts ledger and metrics back to
 * the checkpoint's step; what a stage's beginning and end write carries the number of the step to come, so it is cut and written again.
 */
final class RunRecords implements AutoCloseable {
    private final RunPlan plan;
    private final Machinery machinery;
    private final TrainListener listener;
    private final Ledger ledger;
    private final MetricsLog metrics;
    private final Checkpoints<TrainState> checkpoints;
    private final EvaluationRecords evaluations;
    private final Reflection reflection;
    private History history = new History();
    private long savedAt = -1;
    private double secondsBefore;
    private final long opened = System.nanoTime();

    private RunRecords(
            RunPlan plan, Machinery machinery, RunDirectory directory, TrainListener listener, Ledger ledger) {
        this.plan = plan;
        this.machinery = machinery;
        this.listener = listener;
        this.ledger = ledger;
        this.reflection = new Reflection(plan.config().reflection());
        this.metrics = directory.metrics();
        this.checkpoints = directory.checkpoints(
                TrainState.class, plan.config().checkpoint().keep());
        this.evaluations = new EvaluationRecords(plan, machinery, ledger, metrics, listener);
    }

    static RunRecords open(RunPlan plan, Machinery machinery, RunDirectory directory, TrainListener listener) {
        return new RunRecords(plan, machinery, directory, listener, Ledger.open(directory.ledger()));
    }

    /** Where the walk begins: at the newest whole checkpoint, or at the start with the figures before training. */
    TrainState begin(Judge judge, boolean resume) {
        Optional<Checkpoints.Found<TrainState>> found = resume ? checkpoints.newest() : Optional.empty();
        if (resume) {
            ledger.check();
        }
        ledger.describe(TaskRows.of(plan));
        if (found.isEmpty()) {
            ledger.cutBackTo(-1);
            metrics.keep(line -> false);
            return clocked(evaluations.evaluate(TrainState.start(), judge));
        }
        TrainState state = found.get().state();
        machinery.policy().restore(found.get().folder());
        // Once all stages are over, the last one's end is in the ledger under the step that never came.
        ledger.cutBackTo(state.stage() == plan.stages().size() ? state.step() + 1 : state.step());
        judge.remember(ledger.read().verdicts());
        metrics.keep(line -> belongsTo(state, line));
        evaluations.restore(state);
        history =
                History.of(ledger.read().visits().stream().map(VisitRow::visit).toList());
        savedAt = state.step();
        secondsBefore = state.seconds();
        return state;
    }

    /** Lines up to the checkpoint's step; an evaluation that the checkpoint does not know of is made again. */
    private static boolean belongsTo(TrainState state, Map<String, Object> line) {
        if (!(line.get("step") instanceof Number step)) {
            return false;
        }
        boolean evaluation = line.keySet().stream().anyMatch(key -> key.startsWith("eval/"));
        return step.longValue() <= (evaluation ? state.evaluatedAt() : state.step());
    }

    /** The history so far; to be asked for after {@link #begin}. */
    History history() {
        return history;
    }

    List<Prompt> prompts(List<String> taskIds) {
        List<Prompt> prompts = new ArrayList<>();
        for (String id : taskIds) {
            Task task = plan.tasks().get(id);
            if (task == null) {
                throw SrpoException.input("the pool holds task \"" + id
                        + "\", which is in none of the run's data files any more; put the files back as they were");
            }
            prompts.add(machinery.template().render(task));
        }
        return prompts;
    }

    Progress drawing(String what, int of) {
        return (tokens, finished) -> listener.drawing(what, tokens, finished, of);
    }

    /** @param kept verdicts of this step that may be used again */
    void append(TrainState state, Stage stage, List<Judged> judged, List<KeptVerdict> kept) {
        ledger.append(new At(state.step() + 1, stage.name(), state.selection().epoch()), judged, kept);
    }

    StepMetrics metrics(List<Judged> judged, Batch batch, Update update) {
        return StepMetrics.of(judged, batch, update, reflection);
    }

    /** What end rules may watch: every figure of the step, and {@code accuracy} as another name of pass@1. */
    Map<String, Double> watchable(StepMetrics step) {
        Map<String, Double> figures = new LinkedHashMap<>();
        step.toMap().forEach((name, value) -> {
            if (value instanceof Number number) {
                figures.put(name, number.doubleValue());
            }
        });
        Double passAt1 = figures.get("pass@1");
        if (passAt1 != null) {
            figures.put("accuracy", passAt1);
        }
        return figures;
    }

    void stepDone(TrainState state, Stage stage, StepMetrics step, StepClock clock) {
        Map<String, Object> line = new LinkedHashMap<>();
        line.put("step", state.step());
        line.put("stage", stage.name());
        line.put("epoch", state.selection().epoch());
        line.putAll(step.toMap());
        line.put("pool/active", state.selection().pool().active().size());
        line.put("pool/dropped", state.selection().pool().dropped().size());
        line.put("pool/under-review", state.selection().pool().underReview().size());
        line.put("time/rollout", clock.rolloutSeconds());
        line.put("time/verdicts", clock.verdictSeconds());
        line.put("time/update", clock.updateSeconds());
        line.put("time/step", clock.seconds());
        line.put("speed/rollout-tokens", step.rollouts().tokens() / clock.rolloutSeconds());
        if (step.update().tokens() > 0) {
            line.put("speed/update-tokens", step.update().tokens() / clock.updateSeconds());
        }
        machinery.engine().usage().ifPresent(usage -> {
            line.put("time/sampling", usage.samplingSeconds());
            line.put("speed/full-places", usage.fullPlaces());
        });
        line.put("memory/resident-mb", ResidentMemory.megabytes());
        metrics.append(line);
        listener.stepDone(new TrainListener.Step(
                state.step(),
                stage.name(),
                state.progress().epochs(),
                step,
                state.selection().pool().active().size(),
                step.rollouts().tokens() / clock.seconds(),
                clock.seconds(),
                new TimeLeft(plan).seconds(state, clocked(state).seconds())));
    }

    void stageEntered(TrainState state, Stage stage, List<Decision> decisions) {
        List<io.srpo.data.ledger.Decision> rows = new ArrayList<>();
        At at = new At(state.step() + 1, stage.name(), state.selection().epoch());
        int active = state.selection().pool().active().size();
        rows.add(new io.srpo.data.ledger.Decision(
                at, null, "stage_entered", "stage " + stage.name() + " begins with " + active + " prompts"));
        rows.addAll(rows(at, decisions));
        ledger.decide(rows);
    }

    void stageEnded(TrainState state, Stage stage, String reason) {
        At at = new At(state.step() + 1, stage.name(), state.selection().epoch());
        ledger.decide(new io.srpo.data.ledger.Decision(at, null, "stage_ended", reason));
        listener.stageEnded(stage.name(), reason);
    }

    /** @param step whose end it was; that of the step to come when a stage ended within the epoch */
    void resampled(TrainState state, Stage stage, long step, List<Decision> decisions) {
        int ended = state.selection().epoch() - 1;
        ledger.decide(rows(new At(step, stage.name(), ended), decisions));
        int brought = (int) decisions.stream()
                .filter(decision -> decision.kind() == Decision.Kind.BROUGHT_BACK)
                .count();
        listener.resampled(
                state.progress().epochs(),
                state.selection().pool().active().size(),
                state.selection().pool().dropped().size(),
                brought);
    }

    TrainState maybeEvaluate(TrainState state, Judge judge) {
        int every = plan.config().evaluation().every();
        return clocked(every > 0 && state.step() % every == 0 ? evaluations.evaluate(state, judge) : state);
    }

    void maybeSave(TrainState state) {
        int every = plan.config().checkpoint().every();
        if (every > 0 && state.step() % every == 0) {
            save(state);
        }
    }

    Outcome stopped(TrainState state, String reason) {
        if (savedAt < state.step()) {
            save(state);
        }
        List<StageOutcome> stages = new ArrayList<>(state.done());
        stages.add(new StageOutcome(
                plan.stages().at(state.stage()).name(),
                state.progress().steps(),
                reason,
                state.selection().pool().dropped().size()));
        return outcome(false, reason, state, stages);
    }

    Outcome finished(TrainState reached, Judge judge) {
        TrainState state = clocked(reached);
        if (state.evaluatedAt() < state.step()) {
            state = clocked(evaluations.evaluate(state, judge));
        }
        save(state);
        return outcome(true, "all stages are done", state, state.done());
    }

    private Outcome outcome(boolean complete, String reason, TrainState state, List<StageOutcome> stages) {
        List<Score> before = evaluations.first();
        return new Outcome(complete, reason, state, stages, before, evaluations.newest());
    }

    private void save(TrainState state) {
        metrics.sync();
        Path folder = checkpoints.save(state.step(), state, machinery.policy()::save);
        savedAt = state.step();
        listener.saved(savedAt, folder);
    }

    private TrainState clocked(TrainState state) {
        return state.withSeconds(secondsBefore + (System.nanoTime() - opened) / 1e9);
    }

    private static List<io.srpo.data.ledger.Decision> rows(At at, List<Decision> decisions) {
        return decisions.stream()
                .map(decision -> new io.srpo.data.ledger.Decision(
                        at, decision.taskId(), decision.kind().label(), decision.reason()))
                .toList();
    }

    @Override
    public void close() {
        ledger.close();
    }
}
