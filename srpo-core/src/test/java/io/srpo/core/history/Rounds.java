package io.srpo.core.history;

import io.srpo.core.reward.Judged;
import io.srpo.core.reward.Reward;
import io.srpo.core.reward.Verdict;
import io.srpo.core.rollout.Group;
import io.srpo.core.rollout.Prompt;
import io.srpo.core.rollout.Rollout;
import io.srpo.core.task.Domain;
import io.srpo.core.task.Reference;
import io.srpo.core.task.Task;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Judged groups written as one letter a rollout: r right, w wrong, u unjudged; a capital letter is truncated. */
final class Rounds {
    private Rounds() {}

    static Judged judged(String taskId, String letters) {
        Task task = new Task(taskId, Domain.MATH, "1 + 1 = ?", new Reference.Answer("2"));
        List<Rollout> rollouts = new ArrayList<>();
        List<Judged.Answer> answers = new ArrayList<>();
        for (int i = 0; i < letters.length(); i++) {
            char letter = letters.charAt(i);
            Rollout.Ending ending = Character.isUpperCase(letter) ? Rollout.Ending.LENGTH : Rollout.Ending.STOP;
            Rollout rollout = new Rollout(i, new int[] {1}, new float[] {-1}, 0, "2", ending);
            Verdict verdict =
                    switch (Character.toLowerCase(letter)) {
                        case 'r' -> Verdict.right("equal", "2");
                        case 'w' -> Verdict.wrong("not equal", "3");
                        case 'u' -> Verdict.unjudged("no sandbox");
                        default -> throw new IllegalArgumentException(letters);
                    };
            rollouts.add(rollout);
            answers.add(new Judged.Answer(rollout, verdict, new Reward(0, Map.of())));
        }
        return new Judged(new Group(new Prompt(task, "1 + 1 = ?", ""), new int[] {1}, rollouts), answers);
    }
}
