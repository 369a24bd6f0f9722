package io.srpo.train.loop;

import io.srpo.core.advantage.Batch;
import io.srpo.core.history.History;
import io.srpo.core.history.Visit;
import io.srpo.core.metrics.StepMetrics;
import io.srpo.core.objective.Update;
import io.srpo.core.reward.Judged;
import io.srpo.core.rollout.Group;
import io.srpo.core.rollout.RolloutEngine.StreamKey;
import io.srpo.core.rollout.SamplingSpec;
import io.srpo.core.selection.Draw;
import io.srpo.core.selection.SelectionContext;
import io.srpo.core.selection.SelectionPolicy;
import io.srpo.core.selection.Turn;
import io.srpo.core.stage.Stage;
import io.srpo.core.stage.StageProgress;
import io.srpo.train.run.RunDirectory;
import java.util.List;
import java.util.Optional;

/**
 * Two-Staged history-Resampling Policy Optimization (arXiv 2504.14286), as one reads it: stages; in each, steps of selection, rollouts, verdicts, advantages and an
 * update; at an epoch's end the next pool is drawn from the history of all rollouts.
 *
 * <p>Same seed, machine and threads: the same ledger, metrics (but for times) and weights, bit for bit, also after a kill and {@code --resume}. What is written
 * around the walk - ledger, metrics, checkpoints, evaluations - is in {@link RunRecords}. Not thread-safe.
 */
public final class Trainer {
    private final RunPlan plan;
    private final Machinery machinery;
    private final TrainListener listener;
    private final StopSignals stop;
    private final RunDirectory directory;

    public Trainer(
            RunPlan plan, Machinery machinery, RunDirectory directory, TrainListener listener, StopSignals stop) {
        this.plan = plan;
        this.machinery = machinery;
        this.directory = directory;
        this.listener = listener;
        this.stop = stop;
    }

    /**
     * Trains to the plan's end, to the budget's, or until someone asks to stop; what is done is saved then.
     *
     * @param resume go on from the newest whole checkpoint
     */
    public Outcome run(boolean resume) {
        try (RunRecords records = RunRecords.open(plan, machinery, directory, listener);
                Judge judge = new Judge(machinery.verifiers(), plan.recipe(), machinery.parallel())) {
            TrainState begun = records.begin(judge, resume);
            return new Walk(records, judge, begun).walk();
        }
    }

    /** One run's walk. Every field beside the state is made anew from configuration, data and ledger. */
    private final class Walk {
        private final RunRecords records;
        private final Judge judge;
        private final History history;
        private TrainState state;

        Walk(RunRecords records, Judge judge, TrainState begun) {
            this.records = records;
            this.judge = judge;
            this.history = records.history();
            this.state = begun;
        }

        Outcome walk() {
            for (Stage stage : plan.stages().from(state.stage())) {
                int index = state.stage();
                SelectionPolicy selection = plan.selection(index);
                SelectionContext context = context(index);
                SamplingSpec sampling = plan.sampling(index);
                boolean goesOn = state.entered() == index;
                enter(stage, selection, context);

                Optional<String> ended = stage.endedBy(state.progress());
                Optional<String> spent = goesOn && ended.isEmpty() ? early() : Optional.empty();
                if (spent.isPresent()) {
                    return records.stopped(state, spent.get());
                }
                while (ended.isEmpty()) {
                    StepClock clock = StepClock.start();
                    Draw draw = selection.next(state.selection(), context);
                    List<Group> groups = machinery
                            .engine()
                            .rollout(
                                    records.prompts(draw.prompts()),
                                    sampling,
                                    new StreamKey(plan.config().seed(), state.step() + 1),
                                    records.drawing("step", draw.prompts().size() * sampling.samples()));
                    clock.drawn();
                    List<Judged> judged = judge.judge(groups, sampling.maxTokens());
                    clock.judged();
                    List<Visit> visits = history.add(state.selection().epoch(), state.step() + 1, judged);
                    records.append(state, stage, judged, judge.newVerdicts());
                    Batch batch = plan.advantages().weigh(judged);
                    Update update = machinery.learner().update(batch, plan.objective(index), state.step() + 1);
                    clock.updated();

                    StepMetrics metrics = records.metrics(judged, batch, update);
                    StageProgress progress = state.progress().afterStep(records.watchable(metrics), stage.metrics());
                    state = state.afterStep(
                            selection.observe(draw.next(), visits, context),
                            progress,
                            metrics.rollouts().paid(),
                            metrics.rollouts().tokens());
                    records.stepDone(state, stage, metrics, clock);
                    if (state.selection().epochEnded()) {
                        resample(stage, selection, context, state.step());
                    }
                    if (stop.nextStageAsked()) {
                        state = state.withProgress(state.progress().endedByHand());
                    }
                    state = records.maybeEvaluate(state, judge);
                    records.maybeSave(state);
                    Optional<String> early = early();
                    if (early.isPresent()) {
                        return records.stopped(state, early.get());
                    }
                    ended = stage.endedBy(state.progress());
                }
                if (state.selection().position() > 0) {
                    resample(stage, selection, context, state.step() + 1);
                }
                leave(stage, ended.get());
            }
            return records.finished(state, judge);
        }

        private Optional<String> early() {
            return stop.early(state, plan.config().budget());
        }

        /** Survivors carry over and the stage's new data joins; a resume within a stage has entered it already. */
        private void enter(Stage stage, SelectionPolicy selection, SelectionContext context) {
            if (state.entered() < state.stage()) {
                Turn turn = selection.enterStage(state.selection(), state.stage(), stage.name(), context);
                state = state.enter(turn.next());
                records.stageEntered(state, stage, turn.decisions());
            }
            listener.stageEntered(
                    stage.name(),
                    state.stage(),
                    plan.stages().size(),
                    state.selection().pool().active().size());
        }

        /** The next epoch's pool: what was solved is dropped, the rest is kept. A stage that ends within an epoch ends the epoch too. */
        private void resample(Stage stage, SelectionPolicy selection, SelectionContext context, long step) {
            Turn turn = selection.endEpoch(state.selection(), context);
            state = state.nextEpoch(turn.next());
            records.resampled(state, stage, step, turn.decisions());
        }

        private void leave(Stage stage, String reason) {
            int dropped = state.selection().pool().dropped().size();
            state = state.leave(new StageOutcome(stage.name(), state.progress().steps(), reason, dropped));
            records.stageEnded(state, stage, reason);
        }

        private SelectionContext context(int stage) {
            return new SelectionContext(
                    plan.config().seed(),
                    plan.config().rollout().prompts(),
                    plan.data().get(stage),
                    history);
        }
    }
}
