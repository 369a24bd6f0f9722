package io.srpo.cli.model;

import io.srpo.core.rollout.RolloutEngine.Progress;
import io.srpo.core.task.Task;
import io.srpo.data.ledger.EvaluationRow;
import io.srpo.data.ledger.EvaluationStore;
import io.srpo.train.evaluate.EvalSet;
import io.srpo.train.evaluate.Evaluator;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/**
 * The answers of an evaluation, asked a few questions at a time and kept after each part, so that one that was stopped goes on where it was. The parts are the
 * same however often it is stopped, and each answer draws from its own random stream.
 *
 * @param seconds over all parts, those of earlier calls included
 */
record EvalAnswers(List<EvaluationRow> rows, double seconds) {
    /** Answers that are drawn together in one part. */
    private static final int PART = 256;

    static EvalAnswers ask(Evaluator evaluator, EvalSet set, EvaluationStore store, Progress progress) {
        Map<String, Task> tasks = new LinkedHashMap<>();
        set.tasks().forEach(task -> tasks.put(task.id(), task));
        Set<String> done = store.done();
        int questions = Math.max(1, PART / set.sampling().samples());
        AtomicLong tokens = new AtomicLong();
        AtomicInteger finished = new AtomicInteger(done.size() * set.sampling().samples());
        for (int from = 0; from < set.tasks().size(); from += questions) {
            List<Task> part = set.tasks().subList(from, Math.min(set.tasks().size(), from + questions)).stream()
                    .filter(task -> !done.contains(task.id()))
                    .toList();
            if (part.isEmpty()) {
                continue;
            }
            long started = System.nanoTime();
            List<EvaluationRow> rows = evaluator
                    .evaluate(
                            new EvalSet(set.name(), part, set.sampling()),
                            0,
                            (drawn, ended) -> progress.at(tokens.get() + drawn, finished.get() + ended))
                    .rows();
            store.add(rows, tasks, (System.nanoTime() - started) / 1e9);
            rows.forEach(row -> tokens.addAndGet(row.tokens()));
            finished.addAndGet(rows.size());
        }
        return new EvalAnswers(store.rows(), store.seconds());
    }

    static EvalAnswers askAtOnce(Evaluator evaluator, EvalSet set, Progress progress) {
        long started = System.nanoTime();
        List<EvaluationRow> rows =
                new ArrayList<>(evaluator.evaluate(set, 0, progress).rows());
        return new EvalAnswers(rows, (System.nanoTime() - started) / 1e9);
    }
}
