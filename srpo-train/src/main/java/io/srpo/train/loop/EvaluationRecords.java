package io.srpo.train.loop;

import io.srpo.core.rollout.SamplingSpec;
import io.srpo.data.ledger.Ledger;
import io.srpo.train.evaluate.EvalSet;
import io.srpo.train.evaluate.Evaluator;
import io.srpo.train.evaluate.Score;
import io.srpo.train.evaluate.Scores;
import io.srpo.train.run.MetricsLog;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Evaluations of a run: measured, written to ledger and metrics, and kept for the before and after. */
final class EvaluationRecords {
    private final RunPlan plan;
    private final Machinery machinery;
    private final Ledger ledger;
    private final MetricsLog metrics;
    private final TrainListener listener;
    private List<Score> first = List.of();
    private List<Score> newest = List.of();

    EvaluationRecords(RunPlan plan, Machinery machinery, Ledger ledger, MetricsLog metrics, TrainListener listener) {
        this.plan = plan;
        this.machinery = machinery;
        this.ledger = ledger;
        this.metrics = metrics;
        this.listener = listener;
    }

    List<Score> first() {
        return first;
    }

    List<Score> newest() {
        return newest;
    }

    /** Measures every set; a second evaluation of the same step takes the first one's place in the ledger. */
    TrainState evaluate(TrainState state, Judge judge) {
        if (plan.evaluations().isEmpty()) {
            return state;
        }
        Evaluator evaluator = new Evaluator(
                machinery.engine(),
                machinery.template(),
                judge::judge,
                plan.config().seed());
        List<Score> scores = new ArrayList<>();
        for (EvalSet set : plan.evaluations()) {
            SamplingSpec sampling = set.sampling();
            int of = set.tasks().size() * sampling.samples();
            Evaluator.Result result = evaluator.evaluate(
                    set, state.step(), (tokens, finished) -> listener.drawing("evaluation", tokens, finished, of));
            ledger.evaluate(state.step(), set.name(), result.rows(), judge.newVerdicts());
            scores.addAll(result.scores());
        }
        metrics.append(line(state.step(), scores));
        if (state.step() == 0) {
            first = scores;
        }
        newest = scores;
        listener.evaluated(state.step(), scores);
        return state.evaluated();
    }

    /** Makes the scores before training, and those of the newest evaluation kept, from the ledger again. */
    void restore(TrainState state) {
        first = fromLedger(0);
        newest = fromLedger(Math.max(0, state.evaluatedAt()));
    }

    private List<Score> fromLedger(long step) {
        List<Score> scores = new ArrayList<>();
        for (EvalSet set : plan.evaluations()) {
            scores.addAll(Scores.of(set.name(), ledger.read().evaluation(step, set.name()), 0));
        }
        return scores;
    }

    private static Map<String, Object> line(long step, List<Score> scores) {
        Map<String, Object> line = new LinkedHashMap<>();
        line.put("step", step);
        for (Score score : scores) {
            String place = "/" + score.domain() + "/" + score.set();
            line.put("eval/pass@1" + place, score.passAt1());
            line.put("eval/low" + place, score.interval().low());
            line.put("eval/high" + place, score.interval().high());
            score.passAtK().forEach((k, value) -> line.put("eval/pass@" + k + place, value));
            line.put("eval/truncated" + place, score.truncated());
            line.put("eval/questions" + place, score.questions());
            line.put("eval/samples" + place, score.samples());
        }
        line.put("time/evaluation", scores.stream().mapToDouble(Score::seconds).sum());
        return line;
    }
}
