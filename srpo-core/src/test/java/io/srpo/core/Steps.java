package io.srpo.core;

import io.srpo.core.reward.Judged;
import io.srpo.core.reward.Judged.Answer;
import io.srpo.core.reward.Reward;
import io.srpo.core.reward.Verdict;
import io.srpo.core.rollout.Group;
import io.srpo.core.rollout.Prompt;
import io.srpo.core.rollout.Rollout;
import io.srpo.core.rollout.Rollout.Ending;
import io.srpo.core.task.Domain;
import io.srpo.core.task.Reference;
import io.srpo.core.task.Task;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Judged groups for tests, made by hand. */
public final class Steps {
    private Steps() {}

    public static Judged group(String id, Domain domain, Answer... answers) {
        Task task = new Task(id, domain, "question " + id, new Reference.Answer("1"));
        List<Rollout> rollouts = new ArrayList<>();
        for (Answer answer : answers) {
            rollouts.add(answer.rollout());
        }
        return new Judged(new Group(new Prompt(task, "p", ""), new int[] {1, 2}, rollouts), List.of(answers));
    }

    /** A group of finished answers, the i-th of i + 2 tokens. */
    public static Judged rewards(String id, double... rewards) {
        Answer[] answers = new Answer[rewards.length];
        for (int i = 0; i < rewards.length; i++) {
            answers[i] = answer(i, i + 2, rewards[i]);
        }
        return group(id, Domain.MATH, answers);
    }

    /** A finished answer, right when its reward is at least 1. */
    public static Answer answer(int sample, int tokens, double reward) {
        Verdict verdict = reward >= 1 ? Verdict.right("right", "1") : Verdict.wrong("wrong", "2");
        return answer(rollout(sample, tokens, Ending.STOP, ""), verdict, reward);
    }

    public static Answer truncated(int sample, int tokens, double reward) {
        return answer(rollout(sample, tokens, Ending.LENGTH, ""), Verdict.wrong("cut", null), reward);
    }

    public static Answer unjudged(int sample, int tokens) {
        return answer(rollout(sample, tokens, Ending.STOP, ""), Verdict.unjudged("no sandbox"), 5);
    }

    public static Answer answer(Rollout rollout, Verdict verdict, double reward) {
        return new Answer(rollout, verdict, new Reward(reward, Map.of("accuracy", reward)));
    }

    public static Rollout rollout(int sample, int tokens, Ending ending, String text) {
        int[] ids = new int[tokens];
        float[] logProbs = new float[tokens];
        for (int t = 0; t < tokens; t++) {
            ids[t] = (sample * 7 + t * 3) % 11;
            logProbs[t] = -0.1f * (t + 1);
        }
        return new Rollout(sample, ids, logProbs, 0, text, ending);
    }
}
