package io.srpo.train.evaluate;

import io.srpo.core.reward.Judged;
import io.srpo.core.rollout.Group;
import io.srpo.core.rollout.Prompt;
import io.srpo.core.rollout.RolloutEngine;
import io.srpo.core.rollout.RolloutEngine.Progress;
import io.srpo.core.rollout.RolloutEngine.StreamKey;
import io.srpo.core.task.Task;
import io.srpo.data.ledger.EvaluationRow;
import io.srpo.train.prompt.PromptTemplate;
import java.util.ArrayList;
import java.util.List;

/**
 * Measures a policy on held-out tasks. Every evaluation of a set draws from the same random streams, so that two of them differ by the
 * policy alone.
 */
public final class Evaluator {
    /** Evaluations draw apart from training steps, which count from 1. */
    private static final long EVALUATION = -1;

    private final RolloutEngine engine;
    private final PromptTemplate template;
    private final AnswerJudge judge;
    private final long seed;

    /** Judges groups in their order. */
    @FunctionalInterface
    public interface AnswerJudge {
        List<Judged> judge(List<Group> groups, int maxTokens);
    }

    /**
     * What an evaluation found.
     *
     * @param rows every answer, as the ledger keeps it
     * @param scores one for each domain in the set
     */
    public record Result(List<EvaluationRow> rows, List<Score> scores) {
        public Result {
            rows = List.copyOf(rows);
            scores = List.copyOf(scores);
        }
    }

    public Evaluator(RolloutEngine engine, PromptTemplate template, AnswerJudge judge, long seed) {
        this.engine = engine;
        this.template = template;
        this.judge = judge;
        this.seed = seed;
    }

    /** @param step the training step after which the policy is measured, for the rows */
    public Result evaluate(EvalSet set, long step, Progress progress) {
        long started = System.nanoTime();
        List<Prompt> prompts = set.tasks().stream().map(template::render).toList();
        List<Group> groups = engine.rollout(prompts, set.sampling(), new StreamKey(seed, EVALUATION), progress);
        List<Judged> judged = judge.judge(groups, set.sampling().maxTokens());
        double seconds = (System.nanoTime() - started) / 1e9;
        List<EvaluationRow> rows = new ArrayList<>();
        for (Judged group : judged) {
            Task task = group.group().prompt().task();
            for (Judged.Answer answer : group.answers()) {
                rows.add(row(set.name(), step, task, answer));
            }
        }
        return new Result(rows, Scores.of(set.name(), rows, seconds));
    }

    private static EvaluationRow row(String set, long step, Task task, Judged.Answer answer) {
        return new EvaluationRow(
                step,
                set,
                task.domain().name(),
                task.id(),
                answer.rollout().sample(),
                task.question(),
                answer.rollout().text(),
                answer.rollout().tokens().length,
                answer.rollout().truncated(),
                answer.verdict());
    }
}
